import { describe, expect, it } from "vitest";
import type { Placed } from "../../src/core";
import { onApply } from "../../src/yaak/apply";
import { type Target, toYaakResponse } from "../../src/yaak/placement";
import { transportOf } from "../../src/yaak/transport";
import { SECRET } from "../support/keys";

/*
 * What Yaak does with a plugin's headers and parameters, as read in its source of August 2026 and, where its command line can
 * do it, seen there. gRPC, WebSockets, and versions from 2026.7 cannot run here, so this is what it would be given.
 */
type Headers = [name: string, value: string][];

const target = (headers: Headers = [], more: Partial<Target> = {}): Target => ({
  transport: async () => "http",
  url: "https://api.example.com/",
  headers: headers.map(([name, value]) => ({ name, value })),
  isNewer: false,
  ...more,
});
const grpc = async () => "grpc" as const;
const placed = (kind: Placed["kind"], name: string, others: Placed["others"] = []): Placed => ({
  kind,
  name,
  value: "T",
  others,
});
const failure = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { field: string; message: string }) => `${error.field}: ${error.message}`,
  );

describe("a DPoP proof", () => {
  const proven = { ...placed("header", "Authorization"), proof: "P" };

  it("is sent besides the token, and replaces an old one", async () => {
    for (const headers of [[], [["dpop", "old"]]] as Headers[])
      expect((await toYaakResponse(proven, target(headers))).setHeaders).toEqual([
        { name: "Authorization", value: "T" },
        { name: "DPoP", value: "P" },
      ]);
  });

  it.each(["grpc", "websocket", "raw"] as const)("is not sent with %s", async (transport) => {
    expect(await failure(toYaakResponse(proven, target([], { transport: async () => transport })))).toBe(
      "dpop: DPoP only works with HTTP requests. Give this request its own auth without DPoP.",
    );
  });

  it("is not sent beside others, which Yaak would not replace", async () => {
    const two: Headers = [
      ["DPoP", "a"],
      ["dpop", "b"],
    ];
    expect(await failure(toYaakResponse(proven, target(two)))).toBe(
      "dpop: The request has 2 DPoP headers. Remove them.",
    );
  });
});

describe("a header", () => {
  const others = [{ name: "X-Token-Type", value: "JWT" }];
  const token = { name: "Authorization", value: "T" };

  it("that accompanies the token is set if the request does not have it, and left unchanged if it does", async () => {
    const withOther = placed("header", "Authorization", others);
    expect((await toYaakResponse(withOther, target())).setHeaders).toEqual([token, ...others]);
    expect((await toYaakResponse(withOther, target([["x-token-type", "mine"]]))).setHeaders).toEqual([token]);
  });

  it("replaces every spelling in gRPC metadata, of which Yaak sends the last one", async () => {
    const metadata = target([
      ["authorization", "old"],
      ["Authorization", "old"],
    ]);
    for (const transport of [grpc, async () => "raw" as const]) {
      const { setHeaders } = await toYaakResponse(placed("header", "Authorization"), {
        ...metadata,
        transport,
      });
      expect(setHeaders).toEqual([
        { name: "authorization", value: "T" },
        { name: "Authorization", value: "T" },
      ]);
    }
    // Yaak may not say that it is gRPC.
    const one = target([["authorization", "old"]]);
    expect((await toYaakResponse(placed("header", "Authorization"), one)).setHeaders).toEqual([
      { name: "authorization", value: "T" },
    ]);
  });

  it.each([
    "http://me@localhost/",
    "https://me:password@api.example.com/",
    `https://${"a".repeat(2000)}:p@api.example.com/`,
  ])("is refused if Yaak adds the username of the URL to it: %s", async (url) => {
    const one = placed("header", "authorization");
    expect(await failure(toYaakResponse(one, target([], { url })))).toBe(
      "headerName: Yaak also sends the URL's username and password in this header. Remove them from the URL.",
    );
    const other = await toYaakResponse(placed("header", "X-Token"), target([], { url }));
    expect(other.setHeaders).toEqual([{ name: "X-Token", value: "T" }]);
  });

  it("is refused if the request has it twice, and Yaak would replace only one", async () => {
    const twice = target([
      ["Authorization", "a"],
      ["authorization", "b"],
    ]);
    expect(await failure(toYaakResponse(placed("header", "Authorization"), twice))).toBe(
      "headerName: The request has 2 headers with this name, and Yaak replaces only one. Remove the others.",
    );
  });
});

describe("a query parameter", () => {
  it("is added to the URL's own", async () => {
    const { setQueryParameters } = await toYaakResponse(
      placed("query", "token"),
      target([], { url: "https://api.example.com/?tokens=1&TOKEN=2&a=b? #token=1?token= " }),
    );
    expect(setQueryParameters).toEqual([{ name: "token", value: "T" }]);
  });

  it.each([
    "https://api.example.com/?a=1&token=old",
    "wss://api.example.com/?t%6Fken=old",
    "api.example.com/?token=old",
    "https://h /?token",
    "https://api.example.com/?a=1&\ntok\ten=old",
    `https://${"a".repeat(2000)}/?token=old#a`,
  ])("is refused if the URL already has it: %s", async (url) => {
    expect(await failure(toYaakResponse(placed("query", "token"), target([], { url })))).toBe(
      'queryName: The URL already has the parameter "token". Remove it from the URL.',
    );
  });

  it("is refused if Yaak would add white space to its name", async () => {
    const work = toYaakResponse(
      placed("query", "token"),
      target([], { url: "https://api.example.com/? #a" }),
    );
    expect(await failure(work)).toBe(
      "queryName: The URL has white space after the question mark. Remove it from the URL.",
    );
  });

  it.each(["grpc", "raw"] as const)("is refused for %s, where Yaak may drop it", async (transport) => {
    const work = toYaakResponse(placed("query", "token"), target([], { transport: async () => transport }));
    expect(await failure(work)).toBe(
      "placement: Yaak drops the query parameters of gRPC requests. Choose Request Header.",
    );
  });
});

describe("a cookie", () => {
  /** The Cookie header that arrives: older versions replace the header of the request, newer ones add to its first one. */
  async function sent(isNewer: boolean, ...existing: Headers): Promise<string> {
    const { setHeaders: [header] = [] } = await toYaakResponse(
      placed("cookie", "token"),
      target(existing, { isNewer }),
    );
    const own = existing.filter(([name]) => name.toLowerCase() === "cookie").map(([, value]) => value);
    return (isNewer ? [...own, header?.value] : [header?.value]).join("; ");
  }

  it.each<[string, Headers, string]>([
    ["is sent alone if the request has no cookies", [["Accept", "*/*"]], "token=T"],
    [
      "is added after the request's cookies, regardless of the header name's case",
      [["cOOkie", "a=1; b=2"]],
      "a=1; b=2; token=T",
    ],
    [
      "is added after those of two headers",
      [
        ["Cookie", "a=1"],
        ["cookie", "b=2"],
      ],
      "a=1; b=2; token=T",
    ],
    [
      "leaves similar cookies unchanged",
      [["Cookie", "my-token=x; b=token=1; Token=y"]],
      "my-token=x; b=token=1; Token=y; token=T",
    ],
  ])("%s, exactly once in older and newer versions of Yaak", async (_, existing, value) => {
    expect([await sent(false, ...existing), await sent(true, ...existing)]).toEqual([value, value]);
  });

  it("replaces one of the same name if Yaak can do that, and is refused if not", async () => {
    const refused =
      'cookieName: The request already has the cookie "token". Remove it from the Cookie header.';
    const old: Headers = [["Cookie", "token=old; a=1; token = older"]];
    expect(await sent(false, ...old)).toBe("a=1; token=T");
    expect(await failure(sent(true, ...old))).toBe(refused);
    // Older versions replace only the first header.
    expect(await failure(sent(false, ["Cookie", "a=1"], ["Cookie", "token=old"]))).toBe(refused);
  });

  it("replaces the metadata of gRPC, which Yaak does not add to", async () => {
    const metadata = target([["cookie", "token=old; a=1"]], { transport: grpc, isNewer: true });
    expect((await toYaakResponse(placed("cookie", "token"), metadata)).setHeaders).toEqual([
      { name: "cookie", value: "a=1; token=T" },
    ]);
  });

  it.each(["websocket", "raw"] as const)(
    "is refused for %s, where Yaak's cookie jar may replace it",
    async (transport) => {
      const work = toYaakResponse(
        placed("cookie", "token"),
        target([], { transport: async () => transport }),
      );
      expect(await failure(work)).toBe(
        "placement: In WebSocket requests, Yaak's cookie jar replaces the cookie. Choose Request Header or Query Parameter.",
      );
    },
  );
});

describe("the kind of a request", () => {
  const kind = (url: string, method = "POST", body?: string | null, requestId?: () => Promise<string>) =>
    transportOf({ window: { requestId } }, { url, method, body } as never);

  it.each([
    ["ws://localhost/", "websocket"],
    ["WSS://api.example.com/", "websocket"],
    ["localhost:50051", "grpc"],
    ["api.example.com/", "grpc"],
    ["localhost:8080/socket", "raw"],
    ["api.example.com?a", "raw"],
    ["https://api.example.com/", "http"],
  ])("is known by the URL %s", async (url, expected) => {
    expect(await kind(url)).toBe(expected);
  });

  it.each<[string, string, string | null | undefined, string, string]>([
    ["a gRPC request is open", "POST", null, "gr_1", "grpc"],
    ["a gRPC request is open in an older version", "POST", undefined, "gr_1", "grpc"],
    ["an HTTP request is open", "POST", null, "rq_1", "http"],
    ["a WebSocket is open", "POST", null, "wr_1", "http"],
    ["it has a body", "POST", "", "gr_1", "http"],
    ["it has another method", "GET", null, "gr_1", "http"],
  ])("depends on the open request for https:// if %s", async (_, method, body, id, expected) => {
    expect(await kind("https://api.example.com/", method, body, async () => id)).toBe(expected);
  });

  it.each([
    ["gr_1", "grpc"],
    ["wr_1", "websocket"],
    ["rq_1", "raw"],
  ])("without a scheme is that of the open request %s", async (id, expected) => {
    expect(await kind("localhost:8080/socket", "POST", null, async () => id)).toBe(expected);
  });

  it.each<[string, (() => Promise<string>) | undefined]>([
    ["cannot tell", undefined],
    ["fails", () => Promise.reject(new Error("no"))],
    ["does not answer", () => new Promise(() => {})],
    ["answers with something else", async () => 1 as unknown as string],
  ])("is HTTP if Yaak %s", async (_, requestId) => {
    expect(await kind("https://api.example.com/", "POST", null, requestId)).toBe("http");
  });
});

it("the user sees the label of the field to change", async () => {
  const args = { contextId: "rq", method: "POST", url: "localhost:50051", headers: [], body: null };
  const values = { key: SECRET, placement: "query" };
  await expect(onApply({} as never, { ...args, values } as never)).rejects.toThrow(
    "Add Token To: Yaak drops the query parameters of gRPC requests. Choose Request Header.",
  );
});
