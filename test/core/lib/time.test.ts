import { describe, expect, it } from "vitest";
import { describeDuration, describeTime, parseTime, resolveTime } from "../../../src/core/lib/time";
import { NOW, NOW_SECONDS } from "../../support/sign";

describe("a time", () => {
  const at = (text: string) => resolveTime(parseTime("notBefore", text), NOW);

  it.each([
    ["now", NOW_SECONDS],
    [" now ", NOW_SECONDS],
    ["now+5m", NOW_SECONDS + 300],
    ["now - 60s", NOW_SECONDS - 60],
    ["now-60", NOW_SECONDS - 60],
    ["Now", NOW_SECONDS],
    ["NOW + 5m", NOW_SECONDS + 300],
    ["now + 5 Minutes", NOW_SECONDS + 300],
    ["now −60s", NOW_SECONDS - 60],
    ["now-PT1H", NOW_SECONDS - 3600],
    ["$now-60s", NOW_SECONDS - 60],
    ["\u200bnow\u00a0", NOW_SECONDS],
    ["1700000000.0", 1_700_000_000],
    ["0", 0],
    ["1700000000", 1_700_000_000],
    ["2030-12-31", Date.UTC(2030, 11, 31) / 1000],
    ["2030-12-31T23:59:59Z", Date.UTC(2030, 11, 31, 23, 59, 59) / 1000],
    ["2030-12-31 23:59", Date.UTC(2030, 11, 31, 23, 59) / 1000],
    ["2030-12-31T23:59:59.999z", Date.UTC(2030, 11, 31, 23, 59, 59) / 1000],
    ["2030-12-31T23:59:59+02:00", Date.UTC(2030, 11, 31, 21, 59, 59) / 1000],
    ["2030-12-31T23:59:59+0200", Date.UTC(2030, 11, 31, 21, 59, 59) / 1000],
    ["2030-12-31T23:59:59-05", Date.UTC(2031, 0, 1, 4, 59, 59) / 1000],
    ["2030-12-31 23:59 UTC", Date.UTC(2030, 11, 31, 23, 59) / 1000],
    ["2028-02-29", Date.UTC(2028, 1, 29) / 1000],
  ])("of %j is %d", (text, seconds) => {
    expect(at(text)).toBe(seconds);
  });

  it.each([
    "then",
    "now5m",
    "now+",
    "now+soon",
    "now+-5m",
    "now+1700000000000000",
    "nowhere",
    "2030-02-30",
    "2030-13-01",
    "2030-12-31T25:00",
    "31.12.2030",
    "",
  ])("of %j is rejected", (text) => {
    expect(() => at(text)).toThrow(
      "Invalid time. Use now, now-60s, now+5m, a Unix timestamp, a date such as 2030-12-31T23:59:59Z, or none.",
    );
  });

  it.each(["5m", "-60s", "+5m", "-1", "10 minutes", "PT5M"])(
    "of %j is rejected as a duration, with what to enter",
    (text) => {
      expect(() => at(text)).toThrow(
        "This is a duration, not a time. Enter now-60s or now+5m to count from the time of signing.",
      );
    },
  );

  it("that is another client's placeholder is rejected", () => {
    expect(() => at("{{$timestamp}}")).toThrow(
      `Contains {{$timestamp}}, another client's placeholder. Yaak writes variables as \${[ name ]}, and $now is the time of signing.`,
    );
  });

  it("with a fraction of a second is rejected", () => {
    expect(() => at("1700000000.5")).toThrow("This timestamp has a fraction. Use whole seconds.");
  });

  it.each([
    [String(NOW), "milliseconds"],
    [`${NOW}.25`, "milliseconds"],
    [`${NOW}000`, "microseconds"],
    [`${NOW}000000`, "nanoseconds"],
  ])("of %j is rejected with its unit, because other languages use it", (text, unit) => {
    expect(() => at(text)).toThrow(`This looks like ${unit}. Use a Unix timestamp in seconds.`);
  });
});

describe("describing a time", () => {
  it.each<[number, string]>([
    [0, "now (03:04:05 UTC)"],
    [1, "in 1 second (03:04:06 UTC)"],
    [59, "in 59 seconds (03:05:04 UTC)"],
    [299, "in 5 minutes (03:09:04 UTC)"],
    [300, "in 5 minutes (03:09:05 UTC)"],
    [329, "in 5 minutes (03:09:34 UTC)"],
    [330, "in 6 minutes (03:09:35 UTC)"],
    [3599, "in 1 hour (04:04:04 UTC)"],
    [-90, "2 minutes ago (03:02:35 UTC)"],
    [3600, "in 1 hour (04:04:05 UTC)"],
    [-4 * 3600, "4 hours ago (2026-01-01 23:04:05 UTC)"],
    [86_399, "in 1 day (2026-01-03 03:04:04 UTC)"],
    [86_400, "in 1 day (2026-01-03 03:04:05 UTC)"],
    [400 * 86_400, "in 1 year (2027-02-06 03:04:05 UTC)"],
    [0.5, "now (03:04:05 UTC)"],
    [1e15, "on a date out of range"],
    [Number.NaN, "on a date out of range"],
  ])("%d seconds from now", (distance, words) => {
    expect(describeTime(NOW_SECONDS + distance, NOW)).toBe(words);
  });
});

describe("describing a duration", () => {
  it.each<[number, string]>([
    [1, "1 second"],
    [50, "50 seconds"],
    [120, "2 minutes"],
    [1200, "20 minutes"],
    [3600, "1 hour"],
    [172_800, "2 days"],
  ])("of %d seconds", (seconds, words) => {
    expect(describeDuration(seconds)).toBe(words);
  });
});
