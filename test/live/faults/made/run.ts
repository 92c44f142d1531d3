import { eventually } from "../../eventually.ts";
import { type Installed, kubectl } from "../../installed.ts";
import type { Kubectl, KubernetesObject } from "../../kubectl.ts";
import { progress } from "../../progress.ts";
import { Platform } from "../../record/platform.ts";
import { sql } from "../../record/states/postgres.ts";
import { namespace } from "../../record/states/state.ts";
import type { Fault, Means } from "../fault.ts";
import type { Told } from "../minimum.ts";
import { type Outcome, play } from "../play.ts";
import { Watch } from "../watch.ts";
import { admitReplicas, ground, standing } from "./index.ts";
import { knowsRefusing } from "./refused.ts";

/** Faults that are being made. */
export interface Making {
  /** Once nothing is left but alerts that should be over in so many seconds. */
  readonly nearlyOver: (seconds: number) => Promise<unknown>;
  /** Once no alert of a fault fires any more: only messages that they are over are waited for. */
  readonly over: Promise<unknown>;
  /** Once everybody was told that they are over. */
  readonly ended: Promise<unknown>;
  /** What has become of each so far. */
  readonly outcomes: readonly Outcome[];
}

/** Makes all faults side by side, as most of the time is waiting; `prepare` was before. */
export function makeAll(faults: readonly { readonly told: Told; readonly fault: Fault }[], there: Installed): Making {
  const watch = new Watch(there.prometheus);
  const watching = watch.run();
  progress(`faults: ${faults.length} of them`);
  const played = faults.map(({ told, fault }) => {
    const outcome: Outcome = { alert: fault.alert, problems: [], repeats: [] };
    let over = () => {};
    const isOver = new Promise<void>((resolve) => {
      over = resolve;
    });
    return {
      outcome,
      minimum: told.minimum,
      isOver,
      hasEnded: play(fault, told, meansOf(there), watch, outcome, over),
    };
  });
  const left = new Set(played);
  for (const each of played) void each.isOver.then(() => left.delete(each));
  const ended = Promise.all(played.map(({ hasEnded }) => hasEnded)).finally(() => {
    watch.end();
    return watching;
  });
  return {
    nearlyOver: (early) =>
      watch.until(
        () =>
          [...left].every(
            ({ outcome: { mended }, minimum }) =>
              mended !== undefined && Date.now() > mended + (minimum.resolution - early) * 1000,
          ),
        Number.POSITIVE_INFINITY,
      ),
    over: Promise.all(played.map(({ isOver }) => isOver)),
    ended,
    outcomes: played.map(({ outcome }) => outcome),
  };
}

/** Puts up everything that faults are made of, and waits until it is as if it had always been there. */
export async function prepare(there: Installed): Promise<void> {
  const means = meansOf(there);
  await clear(kubectl);
  progress("faults: what they are made of");
  await kubectl.apply(ground);
  await kubectl.apply(standing(means.platform));
  await admitReplicas(means);
  await standsStill(means);
}

const meansOf = (installed: Installed): Means => ({ kubectl, installed, platform: new Platform(installed.objects) });

/** Every target is scraped by both instances and its configuration is in use, so that nothing else changes while faults last. */
async function standsStill({ installed: { prometheus, alertmanager } }: Means): Promise<void> {
  const jobs = ["failing", "slow", "burning", "skewed", "crowded", "blocked", "twin"];
  await eventually("targets of the faults", 300, async () => {
    const missing = await Promise.all(
      prometheus.map(async (each, index) => {
        const up = await each.values("min by (job) (up)");
        const wanted = [...jobs, "postgres-exporter-replica", "redis-exporter-replica"];
        const answer = wanted.filter((job) => up.find(({ metric }) => metric["job"] === job)?.value !== 1);
        const rule = await each.series("record:twin:product");
        const killed = await each.series('kube_pod_container_status_restarts_total{pod="killed"}');
        const lag = await each.series("pg_replication_is_replica == 1 and on () redis_master_link_up == 1");
        return [
          ...answer.map((job) => `prometheus ${index}: ${job} is not up`),
          ...(rule.length > 0 ? [] : [`prometheus ${index} has no record:twin:product`]),
          ...(killed.length > 0 ? [] : [`prometheus ${index} does not know of killed`]),
          ...(lag.length > 0 ? [] : [`prometheus ${index} sees no replicas`]),
        ];
      }),
    );
    const knows = await Promise.all(alertmanager.map(knowsRefusing));
    return [
      ...missing.flat(),
      ...knows.flatMap((each, index) => (each ? [] : [`alertmanager ${index} has not its receiver`])),
    ];
  });
}

/** Takes everything away that faults are made of. */
export async function clear(kubectl: Kubectl): Promise<void> {
  const cluster: KubernetesObject[] = [...ground, { apiVersion: "v1", kind: "Node", metadata: { name: "absent" } }];
  await kubectl.delete(cluster);
  await kubectl.run(["delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s"]);
  const slot = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'record'";
  // There may be no database yet.
  await kubectl.run(sql(slot)).catch(() => undefined);
}
