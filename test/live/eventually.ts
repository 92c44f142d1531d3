import { setTimeout as sleep } from "node:timers/promises";

/** Asks until nothing is missing any more; throws what still is after so many seconds. */
export async function eventually(
  what: string,
  seconds: number,
  missing: () => Promise<readonly string[]>,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const rest = await missing().catch((error: Error) => [error.message]);
    if (rest.length === 0) return;
    if (Date.now() > end) throw new Error(`${what}: not after ${seconds} s:\n  ${rest.join("\n  ")}`);
    await sleep(3000);
  }
}
