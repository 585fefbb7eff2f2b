import { describe, expect, it } from "vitest";
import {
  describeDuration,
  describeTime,
  parseDuration,
  parseTime,
  resolveTime,
} from "../../../src/core/lib/time";
import { NOW, NOW_SECONDS } from "../../support/sign";

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
    ["-5m", -300],
    ["-60", -60],
    ["+10s", 10],
    ["1w2d3h4m5s", 788_645],
  ])("of %j is %d seconds", (text, seconds) => {
    expect(parseDuration("expiresIn", text)).toBe(seconds);
  });

  it.each([
    "soon",
    "5 minutes",
    "5M",
    "1.5h",
    "1,5h",
    "5m abc",
    "m",
    "-",
    "",
    "1h-30m",
    "99999999999999",
    "1e3",
    "٣s",
  ])("of %j is rejected", (text) => {
    expect(() => parseDuration("expiresIn", text)).toThrow(
      "Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.",
    );
  });
});

describe("a time", () => {
  const at = (text: string) => resolveTime(parseTime("notBefore", text), NOW);

  it.each([
    ["now", NOW_SECONDS],
    [" now ", NOW_SECONDS],
    ["now+5m", NOW_SECONDS + 300],
    ["now - 60s", NOW_SECONDS - 60],
    ["now-60", NOW_SECONDS - 60],
    ["0", 0],
    ["1700000000", 1_700_000_000],
    ["2030-12-31", Date.UTC(2030, 11, 31) / 1000],
    ["2030-12-31T23:59:59Z", Date.UTC(2030, 11, 31, 23, 59, 59) / 1000],
    ["2030-12-31 23:59", Date.UTC(2030, 11, 31, 23, 59) / 1000],
    ["2030-12-31T23:59:59.999z", Date.UTC(2030, 11, 31, 23, 59, 59) / 1000],
    ["2030-12-31T23:59:59+02:00", Date.UTC(2030, 11, 31, 21, 59, 59) / 1000],
    ["2028-02-29", Date.UTC(2028, 1, 29) / 1000],
  ])("of %j is %d", (text, seconds) => {
    expect(at(text)).toBe(seconds);
  });

  it.each([
    "then",
    "now5m",
    "now+",
    "now+soon",
    "-1",
    "1.5",
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

  it("in milliseconds is rejected with its own message, because JavaScript uses milliseconds", () => {
    expect(() => at(String(NOW))).toThrow("This looks like milliseconds. Use a Unix timestamp in seconds.");
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
