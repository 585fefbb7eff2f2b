import { ask, banner } from "../dialog";
import type { YaakContext } from "../host";

interface RunningTest {
  /** `12 of 45` */
  progress: string;
  isCancelled: boolean;
}

/** The test that is running. There is only one, so that requests are sent one after the other. */
let running: RunningTest | undefined;

/** Whether a test is running. The user can stop it then. */
export async function stopRunning(ctx: YaakContext): Promise<boolean> {
  const test = running;
  if (!test) return false;
  const above = [banner("info", `${test.progress} requests sent. The report opens when the test ends.`)];
  if (await ask(ctx, "stopValidation", { above })) test.isCancelled = true;
  return true;
}

/** How long each toast about the progress is shown, and how long after it the next one is. */
const TOAST_MILLISECONDS = 2000;

interface Progress {
  onProgress: (current: number, total: number) => void;
  isCancelled: () => boolean;
}

/** Runs a test, and shows how far it is. Undefined if another one has been started in the meantime. */
export async function withProgress<T>(
  ctx: YaakContext,
  run: (progress: Progress) => Promise<T>,
): Promise<T | undefined> {
  if (running) return undefined;
  const test = { progress: "0", isCancelled: false };
  running = test;
  let shownAt = 0;
  try {
    return await run({
      onProgress(current, total) {
        test.progress = `${current} of ${total}`;
        if (Date.now() - shownAt < TOAST_MILLISECONDS) return;
        shownAt = Date.now();
        const message = `Testing token validation: ${test.progress}. To stop, choose Test Token Validation… again.`;
        const shown = ctx.toast.show({ message, color: "info", icon: "info", timeout: TOAST_MILLISECONDS });
        // The test neither waits for it, nor fails with it.
        Promise.resolve(shown).catch(() => {});
      },
      isCancelled: () => test.isCancelled,
    });
  } finally {
    running = undefined;
  }
}
