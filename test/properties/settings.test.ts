import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadPlugin, messageOf } from "../support/plugin";
import { anyContext, anyRequest, anySettings } from "./any-settings";
import { formTexts } from "./form-texts";
import { holds, withinASecond } from "./holds";

const { onApply, args } = loadPlugin().authentication;

describe("with any settings at all,", () => {
  it("sending returns a response or a readable error within one second", async () => {
    const outcomes = { response: 0, error: 0 };
    await holds(fc.tuple(anySettings(), anyRequest, anyContext), async ([values, request, ctx]) => {
      try {
        const response = await withinASecond(async () =>
          onApply(ctx as never, { ...request, values } as never),
        );
        const { setHeaders = [], setQueryParameters = [] } = response;
        expect(setHeaders.length + setQueryParameters.length).toBeGreaterThan(0);
        outcomes.response++;
      } catch (error) {
        expect(messageOf(error)).toMatch(/^[A-Z][^:]*: \S/);
        outcomes.error++;
      }
    });
    expect(Math.min(outcomes.response, outcomes.error)).toBeGreaterThan(100);
  });

  it("the form is rendered within one second", async () => {
    await holds(anySettings(), async (values) => {
      const texts = await withinASecond(() => formTexts(args, values));
      expect(texts.length).toBeGreaterThan(0);
      expect(texts).not.toContain("Bug in this plugin");
    });
  });
});
