import type { HttpResponse } from "@yaakapp/api";
import { describe, expect, it } from "vitest";
import { findNonces, type NonceContext } from "../../src/yaak/last-nonce";

const API = "https://api.example.com/reports?page=1";

const response = (createdAt: number, nonce?: string, url = API): HttpResponse =>
  ({
    createdAt: new Date(createdAt).toISOString(),
    url,
    headers: nonce === undefined ? [] : [{ name: "DPoP-Nonce", value: nonce }],
  }) as HttpResponse;

/** Yaak with requests, by ID, of which the first one is open. Their URLs have variables unless their ID is a URL. */
function yaak(responses: Record<string, HttpResponse[]>): NonceContext & { asked: string[] } {
  const asked: string[] = [];
  const list = async () => Object.keys(responses).map((id) => ({ id, url: id.includes("/") ? id : "base" }));
  const find = async ({ requestId }: { requestId: string }) => {
    asked.push(requestId);
    return responses[requestId] ?? [];
  };
  return {
    asked,
    window: { requestId: async () => Object.keys(responses)[0] },
    httpRequest: { list } as never,
    httpResponse: { find },
  };
}

describe("the nonce of an API", () => {
  it.each<[string, Record<string, HttpResponse[]>, string | undefined]>([
    ["of the request that is open", { open: [response(1, "a")] }, "a"],
    ["of another request", { open: [], other: [response(1, "a")] }, "a"],
    ["the newest one", { open: [response(1, "a"), response(3, "c")], other: [response(2, "b")] }, "c"],
    ["of a response that is older than one without", { open: [response(2), response(1, "a")] }, "a"],
    ["not of another host", { open: [response(1, "a", "https://other.example.com/")] }, undefined],
    ["not of another port", { open: [response(1, "a", "https://api.example.com:8443/")] }, undefined],
    ["not of plain http", { open: [response(1, "a", "http://api.example.com/")] }, undefined],
    ["not of a response without a URL", { open: [response(1, "a", "")] }, undefined],
    ["nothing if there are no responses", { open: [] }, undefined],
  ])("is taken from the last response of that host: %s", async (_, responses, nonce) => {
    expect((await findNonces(yaak(responses), API))[0]).toBe(nonce);
  });

  it("comes with older ones, in case it is not valid", async () => {
    const responses = {
      open: [response(1, "a"), response(2, "b")],
      odd: [{ url: API }, {}] as HttpResponse[],
    };
    expect(await findNonces(yaak(responses), API)).toEqual(["b", "a"]);
  });

  it("is searched for in 20 requests, first in those whose URL has the host", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`id-${index}`, [] as HttpResponse[]]),
    );
    const near = { "https://api.example.com/other": [response(1, "a")] };
    const ctx = yaak({ ...many, ...near });
    expect(await findNonces(ctx, API)).toEqual(["a"]);
    expect(ctx.asked).toHaveLength(20);
    expect(ctx.asked.slice(0, 2)).toEqual(["id-0", "https://api.example.com/other"]);
  });

  it.each<[string, Partial<NonceContext>]>([
    ["has no responses for plugins", { httpResponse: undefined }],
    ["has neither windows nor responses", { window: undefined, httpResponse: {} }],
    ["resolves to undefined", { httpResponse: { find: async () => undefined as never } }],
    ["rejects", { httpResponse: { find: () => Promise.reject(new Error("no")) }, window: undefined }],
    ["never answers", { httpResponse: { find: () => new Promise(() => {}) } }],
    ["returns something else", { httpResponse: { find: async () => [{}] as never } }],
  ])("is unknown if Yaak %s", async (_, more) => {
    expect(await findNonces({ ...yaak({ open: [response(1, "a")] }), ...more }, API)).toEqual([]);
  });
});
