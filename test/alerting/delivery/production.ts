import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { afterAll, beforeAll, vi } from "vitest";
import { production } from "../../../lib/environments/production.ts";
import { type Generated, generate } from "../routes/generated.ts";
import { scaled } from "./configuration.ts";
import { Scene } from "./scene.ts";

/** Plays a scene with production's configuration. */
export type Play = (act: (scene: Scene) => Promise<void>) => Promise<void>;

/** Makes production's configuration before a file's tests; they play their scenes with it. */
export function productionScenes(): Play {
  let generated: Generated;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "generated-"));
    generated = await generate(production, folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (act) => Scene.play(generated, act);
}

/** Waits until an assertion holds. */
export const soon = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 20_000, interval: 20 });

/** Time in which each group, but those of `info`, would have told anything new. */
export const anotherRound = (): Promise<void> => pass(scaled("10m") * 1.2);
