import type { Runtime } from "./runtime";
import type { Script, ScriptedApp } from "./scripted-app";

export const TEST_VALIDATION = "Test Token Validation…";

/** A request as Yaak hands it to an action. */
export const requestTo = (url: string, authentication: object, more: object = {}) => ({
  id: "rq_tested",
  model: "http_request",
  workspaceId: "wk_test",
  folderId: null,
  method: "GET",
  url,
  urlParameters: [],
  headers: [],
  bodyType: null,
  body: {},
  authenticationType: "jwt-bearer",
  authentication,
  ...more,
});

/** Selects the action, and confirms what it asks first. */
export const testValidation = (
  runtime: Runtime,
  httpRequest: object,
  script: Script = {},
): Promise<ScriptedApp> =>
  runtime.actOn("http_request", TEST_VALIDATION, { httpRequest }, { answers: [{}], ...script });

/** A line of the report. */
export interface ReportRow {
  id: string;
  name: string;
  status: string;
  verdict: string;
}

/** The report in the last dialog, as Markdown. */
export const reportIn = (app: ScriptedApp): string => app.input("shownReport")?.defaultValue ?? "";

export const rowsIn = (app: ScriptedApp): ReportRow[] =>
  Array.from(
    reportIn(app).matchAll(/^\| ([A-Z]\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm),
    ([, id = "", name = "", status = "", verdict = ""]) => ({ id, name, status, verdict }),
  );

/** The IDs of the cases that are problems. */
export const findingsIn = (app: ScriptedApp): string[] =>
  rowsIn(app)
    .filter(({ verdict }) => /^(?:accepted|crashed)/.test(verdict))
    .map(({ id }) => id)
    .sort();
