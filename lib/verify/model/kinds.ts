import { access } from "./kinds/access.ts";
import { autoscaling, budgets, limits } from "./kinds/autoscaling.ts";
import { configuration } from "./kinds/configuration.ts";
import { extensions } from "./kinds/extensions.ts";
import { gateways } from "./kinds/gateways.ts";
import { grafana } from "./kinds/grafana.ts";
import { monitoring } from "./kinds/monitoring.ts";
import { network } from "./kinds/network.ts";
import { workloads } from "./kinds/workloads.ts";
import type { Fitting, Schema } from "./schema.ts";

/** What verify knows of a kind. */
export interface KindSchema {
  /** The API group, `""` for the core group: other groups have kinds of the same name. */
  readonly group: string;
  readonly scope: "namespace" | "cluster";
  readonly fields: { readonly [field: string]: Schema };
}

/** The kinds that rules read. Objects of other kinds are counted and otherwise left alone. */
export const kinds = {
  ...workloads,
  ...configuration,
  ...network,
  ...gateways,
  ...access,
  ...extensions,
  ...autoscaling,
  ...budgets,
  ...limits,
  ...monitoring,
  ...grafana,
} as const satisfies Readonly<Record<string, KindSchema>>;

export type Kind = keyof typeof kinds;

/** The fields of a kind, each of which may be absent. */
export type Body<K extends Kind> = Fitting<(typeof kinds)[K]["fields"]>;

export const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);
