import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { readPlacementSettings } from "../../../src/core/settings/placement";
import { describePlace, place } from "../../../src/core/token/place";
import { refusal } from "../../support/refusal";

const HEADER = "Contains the name of a header. Enter only the part after the colon, or none.";
const NAME = "Contains the name of a header. Enter only the part after it, such as Bearer, or none.";
const TOKEN =
  "Contains a token or a placeholder, but the token is added automatically. Enter only what precedes it, such as Bearer.";
const reject = (values: Values) => refusal(() => readPlacementSettings(values));

describe("a header prefix that touches the token", () => {
  it.each([
    ["Token token=", "Token token=T"],
    ['Token token="', 'Token token="T"'],
    ['Token token=""', 'Token token="T"'],
    ["Token token='", "Token token='T'"],
    ["MediaBrowser Token=", "MediaBrowser Token=T"],
    ['GenieKey realm="a", key="', 'GenieKey realm="a", key="T"'],
    ["Bearer token=", "Bearer token=T"],
    ["Bearer", "Bearer T"],
    ["Bearer:", "Bearer: T"],
    ['Say "', 'Say " T'],
    ["none", "T"],
  ])("is sent as %s", (headerPrefix, value) => {
    const placement = readPlacementSettings({ headerPrefix });
    expect(place("T", placement).value).toBe(value);
    expect(describePlace(placement)).toEqual([
      `Authorization: ${value.replace("T'", "…'").replace(/T("?)$/, "…$1")}`,
    ]);
  });
});

describe("a header prefix is rejected if it contains", () => {
  it.each<[string, string, Values?]>([
    ["Authorization: Bearer", HEADER],
    ["authorization:Bearer", HEADER],
    ["Authorization : Bearer", HEADER],
    ["Authorization:", HEADER],
    ['-H "Authorization: Bearer"', HEADER],
    ['"Authorization": "Bearer"', HEADER],
    ["X-Authorization: Bearer", HEADER],
    ["X-Api-Key: ", HEADER],
    ["Ocp-Apim-Subscription-Key:", HEADER],
    ["Token: Bearer", HEADER],
    ["token:", HEADER, { headerName: "Token" }],
    ["Authorization Bearer", NAME],
    ["Authorization", NAME],
    ["authorization=Bearer", NAME],
    ["Proxy-Authorization Basic", NAME],
    ["Bearer eyJhbGciOiJIUzI1NiJ9", TOKEN],
    ["eyJhbGciOiJIUzI1NiJ9.e30.x", TOKEN],
    ["Bearer <token>", TOKEN],
    ["Bearer {{token}}", TOKEN],
    ["Bearer {token}", TOKEN],
    [`Bearer $${"{token}"}`, TOKEN],
    ["Bearer [token]", TOKEN],
    ["Bearer $token", TOKEN],
    ["Bearer $TOKEN", TOKEN],
    ["Bearer %s", TOKEN],
    ["Bearer ...", TOKEN],
    ["Bearer …", TOKEN],
    ["JWT YOUR_TOKEN", TOKEN],
    ["Bearer token", TOKEN],
    ["bearer 0123456789abcdef", TOKEN],
    ['Token token="<jwt>"', TOKEN],
  ])("%s", async (headerPrefix, message, more = {}) => {
    expect(await reject({ headerPrefix, ...more })).toEqual({ field: "headerPrefix", message });
  });

  it.each(["JWT", "Ghost", "Token", "Basic", "SSWS", "AWS4-HMAC-SHA256", "OAuth", "jwt:"])(
    "but not for %s",
    (headerPrefix) => {
      expect(readPlacementSettings({ headerPrefix })).toMatchObject({ prefix: headerPrefix });
    },
  );
});

const ONLY = "Contains more than the name. Enter only the name, such as Authorization.";

describe("a name that was copied with what is around it is rejected:", () => {
  it.each<[Values, string]>([
    [{ headerName: "Authorization:" }, ONLY],
    [{ headerName: "Authorization: Bearer" }, ONLY],
    [{ headerName: "authorization Bearer" }, ONLY],
    [{ headerName: "X-Api-Key : x" }, ONLY],
    [{ headerName: "token=" }, ONLY],
    [{ headerName: "Cookie: token" }, ONLY],
    [{ placement: "query", queryName: "?token=" }, 'Contains "?" and "=". Enter only the name.'],
    [{ placement: "query", queryName: "token=" }, 'Contains "=". Enter only the name.'],
    [{ placement: "query", queryName: "token=abc" }, 'Contains "=". Enter only the name.'],
    [{ placement: "query", queryName: "&token" }, 'Contains "&". Enter only the name.'],
    [{ placement: "query", queryName: "?token" }, 'Contains "?". Enter only the name.'],
    [{ placement: "cookie", cookieName: "token=" }, 'Contains "=". Enter only the name.'],
    [{ placement: "cookie", cookieName: "token=x;" }, 'Contains "=". Enter only the name.'],
    [{ placement: "cookie", cookieName: "Cookie: token" }, 'Contains ":". Enter only the name.'],
  ])("%j", async (values, message) => {
    expect((await reject(values)).message).toBe(message);
  });

  it.each(["my jwt&", "filter[token]", "a?b", "token"])("but not the parameter %s", (queryName) => {
    expect(readPlacementSettings({ placement: "query", queryName })).toEqual({
      kind: "query",
      name: queryName,
    });
  });
});

it.each(["a", "a-", "authorization-", "=", '="', "<", "{", "[", " ", "Bearer ", '"', ":"])(
  "a long prefix of %j is read at once",
  async (unit) => {
    const text = unit.repeat(256_000 / unit.length);
    const start = performance.now();
    const isRead = (values: Values) => {
      try {
        return place("T", readPlacementSettings(values));
      } catch (error) {
        return error;
      }
    };
    for (const headerPrefix of [text, `${text.slice(1)}!`, `x ${text.slice(2)}`]) isRead({ headerPrefix });
    isRead({ headerName: text });
    isRead({ placement: "query", queryName: text });
    isRead({ placement: "cookie", cookieName: text });
    expect(performance.now() - start).toBeLessThan(1000);
  },
);
