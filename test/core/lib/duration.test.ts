import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../src/core/lib/duration";
import { UNITS } from "../../support/units";

describe("a duration", () => {
  it.each([
    ["300", 300],
    ["0", 0],
    ["-0", 0],
    ["30s", 30],
    ["5m", 300],
    ["1h30m", 5400],
    ["1h 30m", 5400],
    [" 2d ", 172_800],
    ["1w", 604_800],
    ["900000ms", 900],
    ["-5m", -300],
    ["-60", -60],
    ["+10s", 10],
    ["1w2d3h4m5s", 788_645],
    ["5M", 300],
    ["5 Min", 300],
    ["10 minutes", 600],
    ["1 hour", 3600],
    ["2 DAYS", 172_800],
    ["30 sec", 30],
    ["90 s", 90],
    ["2 hrs", 7200],
    ["1 week", 604_800],
    ["1 hour and 30 minutes", 5400],
    ["1 hour, 30 minutes", 5400],
    ["1.5h", 5400],
    ["1.1h", 3960],
    ["0.5m", 30],
    ["5.0", 5],
    ["PT5M", 300],
    ["PT1H30M", 5400],
    ["P1D", 86_400],
    ["p1w", 604_800],
    ["P1DT12H", 129_600],
    ["PT0.5H", 1800],
    ["-PT5M", -300],
    ["−5m", -300],
    ["now+5m", 300],
    ["5\u00a0m", 300],
    ["\u200b5m\ufeff\n", 300],
    ["366d", 31_622_400],
  ])("of %j is %d seconds", (text, seconds) => {
    expect(parseDuration("expiresIn", text)).toBe(seconds);
  });

  it.each([
    "soon",
    "now",
    "1,5h",
    "5m abc",
    "5 bananas",
    "m",
    "-",
    "",
    "1h-30m",
    "1h30",
    "1hand 30m",
    "1h and",
    "1e3",
    "٣s",
    "P",
    "PT",
    "P5",
    "5:00",
    "five minutes",
  ])("of %j is rejected", (text) => {
    expect(() => parseDuration("expiresIn", text)).toThrow(
      "Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.",
    );
  });

  it.each(["500ms", "1.5s", "1.5", "100 milliseconds", "5µs", "0.001m"])(
    "of %j is rejected, because a time in a token has whole seconds",
    (text) => {
      expect(() => parseDuration("expiresIn", text)).toThrow(
        "Fractions of a second aren't supported. Use whole seconds, such as 1s or 90s.",
      );
    },
  );

  it.each(["P1M", "P1Y", "1 month", "2mo", "1y", "1 Year", "P1M2D"])(
    "of %j is rejected, because its length varies",
    (text) => {
      expect(() => parseDuration("expiresIn", text)).toThrow(
        "Months and years vary in length. Use days, such as 30d or 365d.",
      );
    },
  );

  it.each([
    ["1795629593", "a Unix timestamp"],
    ["1000000000", "a Unix timestamp"],
    ["-1795629593", "a Unix timestamp"],
    ["1795629593000", "a Unix timestamp"],
    ["1795629593.5", "a Unix timestamp"],
    ["1795629593s", "a Unix timestamp"],
    ["99999999999999999999", "a Unix timestamp"],
    ["2030-12-31", "a date"],
    ["2030-12-31T23:59:59Z", "a date"],
    ["31.12.2030", "a date"],
    ["12/31/2030", "a date"],
    ["Thu, 31 Dec 2030 23:59:59 GMT", "a date"],
  ])("of %j is rejected as a point in time", (text, point) => {
    expect(() => parseDuration("expiresIn", text)).toThrow(
      `This is a point in time (${point}), not a duration. Enter a duration such as 5m, or set exp under Additional Claims.`,
    );
    expect(() => parseDuration("tokenValidity", text)).toThrow(
      `This is a point in time (${point}), not a duration. Enter a duration such as 5m.`,
    );
  });

  it("that is another client's placeholder is rejected", () => {
    expect(() => parseDuration("expiresIn", "{{lifetime}}s")).toThrow(
      `Contains {{lifetime}}, another client's placeholder. Yaak writes variables as \${[ name ]}`,
    );
  });

  it("is read fast, whatever it is", () => {
    for (const unit of [...UNITS, "1hand ", "1h, ", "P1Y", "jan 2030 ", "1.", "- "]) {
      const start = performance.now();
      for (const end of ["", "!"]) {
        const text = unit.repeat(256_000 / unit.length) + end;
        expect(() => parseDuration("expiresIn", `${text}x!`)).toThrow();
      }
      expect(performance.now() - start, unit).toBeLessThan(500);
    }
  });
});
