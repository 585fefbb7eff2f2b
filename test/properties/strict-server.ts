import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/**
 * An HTTP server, and a way to send it header lines as bytes, without a client that could reject or repair them. All requests
 * share one connection until the server closes it.
 */
export class StrictServer {
  private socket?: Socket;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StrictServer> {
    const server = createServer((request, response) => {
      request.resume();
      response.end(JSON.stringify(request.rawHeaders));
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new StrictServer(server);
  }

  /**
   * @param lines header lines without line breaks
   * @returns the headers as the server reads them, alternating names and values
   * @throws if the server does not accept the request
   */
  async send(lines: string[]): Promise<string[]> {
    if (this.socket?.destroyed) this.socket = undefined;
    this.socket ??= connect((this.server.address() as AddressInfo).port, "127.0.0.1");
    const { socket } = this;
    socket.write(
      `GET / HTTP/1.1\r\nHost: localhost\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`,
      "latin1",
    );
    const response = await this.read(socket);
    const [head = "", body = ""] = response.split("\r\n\r\n");
    if (/^HTTP\/1\.1 200 /.test(head)) return JSON.parse(body);
    this.socket = undefined;
    socket.destroy();
    throw new Error(head.split("\r\n")[0] || "the server closed the connection");
  }

  /** Reads a whole response, or as much of it as the server sends before it closes the connection. */
  private read(socket: Socket): Promise<string> {
    let text = "";
    return new Promise((done) => {
      const finish = () => {
        socket.removeAllListeners();
        // Anything after this is irrelevant, even an error.
        socket.on("error", () => {});
        done(text);
      };
      socket.on("close", finish).on("error", finish);
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
        const [head = "", body] = text.split("\r\n\r\n");
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (body !== undefined && body.length >= length) finish();
      });
    });
  }

  close(): void {
    this.socket?.destroy();
    this.server.close();
  }
}
