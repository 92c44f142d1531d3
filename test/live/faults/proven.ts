import type { Cluster } from "../../../lib/environments/environment.ts";
import { production } from "../../../lib/environments/production.ts";
import { live } from "../environment.ts";
import type { Fault } from "./fault.ts";
import { alertsOf, type Told } from "./minimum.ts";
import { type LiveProof, proofsOf } from "./proof.ts";

/** Rules and routes do not depend on it. */
const anyCluster: Cluster = production.cluster;

/** The environment as far as its alerts go. */
export const watched = () => live(anyCluster);

/** Alerts whose faults are made in the cluster. */
export const madeFaults = (): { told: Told; fault: Fault }[] =>
  proven().flatMap(({ told, proof }) => (proof.kind === "fault" ? [{ told, fault: proof.fault }] : []));

/** Alerts that are proven on stored samples. */
export const storedFaults = (): { told: Told; proof: LiveProof }[] =>
  proven().filter(({ proof }) => proof.kind !== "fault");

const proven = () =>
  alertsOf(watched()).flatMap((told) =>
    proofsOf(told)
      .slice(0, 1)
      .map((proof) => ({ told, proof })),
  );
