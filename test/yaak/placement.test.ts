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
    const { setHeaders } = await toYaakResponse(placed("header", "Authorization"), {
      ...metadata,
      transport: grpc,
    });
    expect(setHeaders).toEqual([
      { name: "authorization", value: "T" },
      { name: "Authorization", value: "T" },
    ]);
  });

  it("is refused if the request has it twice, and Yaak would replace only one", async () => {
    const twice = target([
      ["Authorization", "a"],
      ["authorization", "b"],
    ]);
    const one = placed("header", "Authorization");
    expect((await toYaakResponse(one, twice)).setHeaders).toEqual([token]);
    expect(await failure(toYaakResponse(one, { ...twice, isNewer: true }))).toBe(
      "headerName: The request has 2 headers with this name, and Yaak replaces only one. Remove them.",
    );
  });
});

describe("a query parameter", () => {
  it("is added to the URL's own", async () => {
    const { setQueryParameters } = await toYaakResponse(
      placed("query", "token"),
      target([], { url: "https://api.example.com/?tokens=1&TOKEN=2" }),
    );
    expect(setQueryParameters).toEqual([{ name: "token", value: "T" }]);
  });

  it.each(["https://api.example.com/?a=1&token=old", "wss://api.example.com/?t%6Fken=old"])(
    "is refused if the URL already has it: %s",
    async (url) => {
      expect(await failure(toYaakResponse(placed("query", "token"), target([], { url })))).toBe(
        'queryName: The URL already has the parameter "token". Remove it from the URL.',
      );
    },
  );

  it("is refused for gRPC, where Yaak would drop it", async () => {
    const work = toYaakResponse(placed("query", "token"), target([], { transport: grpc }));
    expect(await failure(work)).toBe(
      "placement: Yaak drops the query parameters of gRPC requests. Choose Request Header instead.",
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
    const old: Headers = [
      ["Cookie", "token=old; a=1"],
      ["Cookie", "token = older"],
    ];
    expect(await sent(false, ...old)).toBe("a=1; token=T");
    expect(await failure(sent(true, ...old))).toBe(
      'cookieName: The request already has the cookie "token". Remove it from the Cookie header.',
    );
  });

  it("replaces the metadata of gRPC, which Yaak does not add to", async () => {
    const metadata = target([["cookie", "token=old; a=1"]], { transport: grpc, isNewer: true });
    expect((await toYaakResponse(placed("cookie", "token"), metadata)).setHeaders).toEqual([
      { name: "cookie", value: "a=1; token=T" },
    ]);
  });

  it("is refused for WebSockets, where Yaak's cookie jar would replace it", async () => {
    const work = toYaakResponse(
      placed("cookie", "token"),
      target([], { transport: async () => "websocket" }),
    );
    expect(await failure(work)).toBe(
      "placement: In WebSocket requests, Yaak's cookie jar replaces the cookie. Choose Request Header or Query Parameter instead.",
    );
  });
});

describe("the kind of a request", () => {
  const kind = (url: string, method = "POST", body?: string | null, requestId?: () => Promise<string>) =>
    transportOf({ window: { requestId } }, { url, method, body } as never);

  it.each([
    ["ws://localhost/", "websocket"],
    ["WSS://api.example.com/", "websocket"],
    ["localhost:50051", "grpc"],
    ["api.example.com", "grpc"],
    ["https://api.example.com/", "http"],
  ])("is known by the URL %s", async (url, expected) => {
    expect(await kind(url)).toBe(expected);
  });

  it.each<[string, string, string | null | undefined, string, string]>([
    ["a gRPC request is open", "POST", null, "gr_1", "grpc"],
    ["a gRPC request is open in an older version", "POST", undefined, "gr_1", "grpc"],
    ["an HTTP request is open", "POST", null, "rq_1", "http"],
    ["it has a body", "POST", "", "gr_1", "http"],
    ["it has another method", "GET", null, "gr_1", "http"],
  ])("depends on the open request for https:// if %s", async (_, method, body, id, expected) => {
    expect(await kind("https://api.example.com/", method, body, async () => id)).toBe(expected);
  });

  it.each<[string, (() => Promise<string>) | undefined]>([
    ["cannot tell", undefined],
    ["fails", () => Promise.reject(new Error("no"))],
    ["does not answer", () => new Promise(() => {})],
  ])("is HTTP if Yaak %s", async (_, requestId) => {
    expect(await kind("https://api.example.com/", "POST", null, requestId)).toBe("http");
  });
});

it("the user sees the label of the field to change", async () => {
  const args = { contextId: "rq", method: "POST", url: "localhost:50051", headers: [], body: null };
  const values = { key: SECRET, placement: "query" };
  await expect(onApply({} as never, { ...args, values } as never)).rejects.toThrow(
    "Add Token To: Yaak drops the query parameters of gRPC requests. Choose Request Header instead.",
  );
});
