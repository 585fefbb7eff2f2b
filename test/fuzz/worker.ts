import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { openDoors } from "./doors";
import type { FuzzedKey } from "./fuzzed-key";
import { keyAt } from "./generate";
import { judge } from "./judge";
import { LIMITS } from "./limits";
import { type Door, type Message, NOT_THE_PLUGIN } from "./messages";

/** The file descriptor that the parent reads. */
const TO_PARENT = 3;

/** Written at once, because a crash would lose whatever is still in a buffer. */
const tell = (message: Message): void => {
  writeSync(TO_PARENT, `${JSON.stringify(message)}\n`);
};

/** Every key is signed with. What is not a private key is always used as what it is, too, and any key now and then. */
function doorsFor({ kind }: FuzzedKey, index: number): Door[] {
  const doors: Door[] = ["sign"];
  if (kind !== "private" || index % 5 === 0) doors.push("verify");
  if (kind === "certificate" || index % 20 === 0) doors.push("certificate");
  return doors;
}

/** Memory in use. What is collected is returned to the operating system only after a while. */
async function memory(): Promise<number> {
  const sizes: number[] = [];
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await wait(50);
    sizes.push(process.memoryUsage.rss());
  }
  return Math.min(...sizes);
}

/** Reads the keys of a seed from one index up to another. */
async function work(folder: string, seed: number, from: number, to: number): Promise<void> {
  const doors = await openDoors(seed, folder);
  let before = Number.NaN;
  for (let index = from; index < to; index++) {
    if (index === from + LIMITS.warmUp) before = await memory();
    const key = keyAt(seed, index);
    for (const door of doorsFor(key, index)) {
      tell({ type: "started", index, door, what: key.what });
      const verdict = await judge(door, key, doors[door]);
      tell({ type: "finished", index, door, encrypted: key.encrypted, ...verdict });
    }
  }
  if (!Number.isNaN(before)) tell({ type: "measured", from, growth: (await memory()) - before });
}

const [folder = "", ...range] = process.argv.slice(2);
const [seed = 0, from = 0, to = 0] = range.map(Number);
work(folder, seed, from, to).catch((error) => {
  console.error(error);
  process.exit(NOT_THE_PLUGIN);
});
