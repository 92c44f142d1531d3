import type { Inhibition } from "../../../lib/alerting/inhibition.ts";
import type { PostedAlert } from "./alertmanager.ts";
import type { Scene } from "./scene.ts";

/** A source that fires, an alert that follows from it, and others of that name that differ in one label. */
export interface InhibitionCase {
  readonly source: PostedAlert;
  readonly follower: PostedAlert;
  readonly strangers: readonly PostedAlert[];
}

/** A case for each target of each inhibition; all of them live in places of their own, so that they do not touch each other. */
export const casesOf = (scene: Scene, inhibitions: readonly Inhibition[]): InhibitionCase[] =>
  inhibitions.flatMap(({ source, targets, equal }) =>
    targets.map((target) => {
      const alert = (name: string, elsewhere?: string) => {
        const value = (label: string) =>
          `${label}-of-${source}-and-${target}${label === elsewhere ? "-elsewhere" : ""}.`;
        const others = scene.identityOf(name).filter((label) => !equal.includes(label));
        return scene.firing(name, {
          ...Object.fromEntries(equal.map((label) => [label, value(label)])),
          // What is not compared may differ, so it does.
          ...Object.fromEntries(others.map((label) => [label, `${label}-of-${name}-${elsewhere ?? "here"}.`])),
        });
      };
      const strangers = equal.map((label) => alert(target, label));
      return { source: alert(source), follower: alert(target), strangers };
    }),
  );
