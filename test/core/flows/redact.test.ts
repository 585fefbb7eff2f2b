import { expect, it } from "vitest";
import { redact } from "../../../src/core/flows/redact";

const SECRET = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl";

it.each([
  ["redacts a whole secret", `bad ${SECRET}!`, "bad …!"],
  ["redacts part of a secret", `bad ${SECRET.slice(5, 13)}!`, "bad …!"],
  ["redacts two parts of a secret", `${SECRET.slice(0, 9)} and ${SECRET.slice(-8)}`, "… and …"],
  ["does not redact a part that is too short", `bad ${SECRET.slice(5, 12)}!`, `bad ${SECRET.slice(5, 12)}!`],
  ["does not change text without a secret", "bad audience", "bad audience"],
])("%s", (_, text, shown) => {
  expect(redact(text, [SECRET])).toBe(shown);
});

it("redacts a short secret", () => {
  expect(redact("client pass1 is unknown", ["pass1", ""])).toBe("client … is unknown");
});

const PASSWORD = 'correct horse/battery+=&staple "ü"';
const html = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("ü", "&uuml;").replaceAll("/", "&#x2F;");
const everyUnit = (text: string, show: (code: number) => string) =>
  text
    .split("")
    .map((unit) => show(unit.charCodeAt(0)))
    .join("");
const hex = (code: number, length: number) => code.toString(16).padStart(length, "0");

/** How servers repeat what they got. */
const ENCODINGS: [name: string, encode: (text: string) => string][] = [
  ["decoded", (text) => text],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded twice", (text) => encodeURIComponent(encodeURIComponent(text))],
  ["form-encoded", (text) => new URLSearchParams({ "": text }).toString()],
  ["HTML-escaped", html],
  ["HTML-escaped twice", (text) => html(html(text))],
  ["in decimal character references", (text) => everyUnit(text, (code) => `&#${code};`)],
  ["in hexadecimal character references", (text) => everyUnit(text, (code) => `&#x${hex(code, 4)}`)],
  ["as JSON", (text) => JSON.stringify(text)],
  [
    "as JSON with other escapes",
    (text) => text.replace(/[^\w]/g, (character) => `\\u${hex(character.charCodeAt(0), 4)}`),
  ],
  [
    "in octal escapes",
    (text) => Array.from(Buffer.from(text), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""),
  ],
  ["with characters that are not visible in between", (text) => text.split("").join("\u200b")],
  ["in braced escapes", (text) => everyUnit(text, (code) => `\\u{${code.toString(16)}}`)],
  ["as a list of bytes", (text) => JSON.stringify([...Buffer.from(text)])],
  [
    "as a list of bytes in hex",
    (text) => Array.from(Buffer.from(text), (byte) => `0x${hex(byte, 2)}`).join(", "),
  ],
  ["in base64 twice", (text) => Buffer.from(Buffer.from(text).toString("base64")).toString("base64")],
  ["in Latin-1 instead of UTF-8", (text) => Buffer.from(text).toString("latin1")],
  [
    "percent-encoded in Latin-1",
    (text) => text.replace(/[^\w ]/g, (character) => `%${hex(character.charCodeAt(0), 2)}`),
  ],
  ["as JSON in JSON", (text) => JSON.stringify(JSON.stringify(text))],
  ["in \\u escapes", (text) => everyUnit(text, (code) => `\\u${hex(code, 4)}`)],
  ["in \\x escapes", (text) => Array.from(Buffer.from(text), (byte) => `\\x${hex(byte, 2)}`).join("")],
  [
    "in quoted-printable",
    (text) => Array.from(Buffer.from(text), (byte) => `=${hex(byte, 2).toUpperCase()}`).join(""),
  ],
  ["in base64", (text) => Buffer.from(text).toString("base64")],
  ["in base64url", (text) => Buffer.from(text).toString("base64url")],
  ["in base64 after a client ID", (text) => Buffer.from(`client:${text}`).toString("base64")],
  ["in base64 after two characters", (text) => Buffer.from(`a:${text}`).toString("base64")],
  [
    "form-encoded in base64",
    (text) => Buffer.from(new URLSearchParams({ a: text }).toString()).toString("base64"),
  ],
  ["in base64 with line breaks", (text) => Buffer.from(text).toString("base64").replace(/.{10}/g, "$&\\n")],
  ["in percent-encoded base64", (text) => encodeURIComponent(Buffer.from(text).toString("base64"))],
  ["in hex", (text) => Buffer.from(text).toString("hex")],
  ["in hex with colons", (text) => Buffer.from(text).toString("hex").replace(/..\B/g, "$&:")],
  ["in uppercase", (text) => text.toUpperCase()],
  ["split over lines", (text) => text.replace(/.{5}/g, "$&\n")],
  ["split by tags", (text) => text.replace(/.{5}/g, '$&<br class="x">')],
  ["cut at the start", (text) => text.slice(9)],
  ["cut at the end", (text) => text.slice(0, -9)],
  ["cut in base64", (text) => Buffer.from(text).toString("base64").slice(7, -7)],
];

it.each(ENCODINGS)("redacts a secret that a server repeats %s", (_, encode) => {
  for (const secret of [PASSWORD, SECRET]) {
    const shown = redact(`invalid_client: you sent ${encode(secret)}, which is wrong`, [secret]);
    const [, rest = ""] = /^invalid_client: you sen(.*), which is wrong$/s.exec(shown) ?? [];
    expect(rest).toContain("…");
    // Markup, and parts that are too short to tell anything.
    expect(rest.length).toBeLessThan(30);
  }
});

it.each([
  [
    "invalid_product: The product id is unknown",
    ["prod", "client"],
    "invalid_product: The product id is unknown",
  ],
  ["PIN1234 is wrong, not 12345", ["1234"], "PIN… is wrong, not 12345"],
  ["the provider azure (azure-ad) is unknown", ["azure"], "the provider … (…-ad) is unknown"],
])("redacts a short secret only where it is a word of its own: %s", (text, secrets, shown) => {
  expect(redact(text, secrets)).toBe(shown);
});

it("leaves a server's words unchanged if they contain no secret", () => {
  const words =
    "AADSTS50027: the JWT's signature (kid 'a1b2c3d4') is invalid. Trace ID: 6babcaad-604b-40ac-a9d7";
  expect(redact(words, [PASSWORD, SECRET, "x"])).toBe(words);
});

it.each([
  ["that look like quoted-printable", "x=12&y=34&z=56&w=78", "x=12&amp;y=34&amp;z=56&amp;w=78"],
  ["that look like another escape", "ab<cd>ef&9876", "ab\\u003ccd\\u003eef\\u00269876"],
  ["of several languages", "größe-für-über", "grÃ¶ÃŸe-fÃ¼r-Ã¼ber"],
  ["outside of the first plane", "🔑🔒🗝🔐", "\\ud83d\\udd11\\ud83d\\udd12\\ud83d\\udddd\\ud83d\\udd10"],
  ["that are not visible", "abc\u00addef\u00adghi\u00adjkl", "abc\u00addef\u00adghi\u00adjkl"],
  ["that are punctuation", "#~@'>n%.!", "#~@'>n%.!"],
  ["that are punctuation, each of them escaped", "!@#$%^&*()_+-=", "!@#$%^&*()_+-=".replace(/./g, "\\$&")],
  ["in another case", "пароль-секрет-2024", "ПАРОЛЬ-СЕКРЕТ-2024"],
  ["in another composition", "zażółć gęślą", "zażółć gęślą".normalize("NFD")],
])("redacts a secret with characters %s", (_, secret, repeated) => {
  expect(redact(`you sent ${repeated}`, [secret]).length).toBeLessThan("you sent ".length + 12);
});

it("reads no more of a server's words than is ever shown", () => {
  expect(redact("x y ".repeat(1000), [SECRET])).toBe("x y ".repeat(500));
});
