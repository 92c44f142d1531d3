/**
 * What rendered objects do not say of the cluster that they are applied to. Everything is optional: what is not known makes a
 * verdict uncertain, or is judged by the weaker rule.
 */
export interface World {
  /** The objects are all there is: what they refer to and do not define is missing, not "perhaps elsewhere". */
  readonly complete?: boolean;
  /** Why the input does not hold all that it could: `chart apps/web is left out`. */
  readonly leftOut?: string;
  /** Contracts are kept up with what is rendered: an exporter that nobody reviewed is a finding, not a doubt. */
  readonly reviewed?: boolean;
  /** The served version, `1.34`: what it no longer serves is a finding. */
  readonly kubernetes?: string;
  /** Addresses of the API server as pods see it after translation, `10.0.0.1/32:6443`. */
  readonly apiServer?: readonly { readonly cidr: string; readonly port: number }[];
  /** Addresses of nodes, for pods with hostNetwork. */
  readonly nodeCidrs?: readonly string[];
  /** How many nodes there may be at most, for DaemonSets against quotas. */
  readonly nodes?: number;
  /** What exporters ask where it is none of the objects, by the exporter's program: `"postgres-exporter": "PostgreSQL 17"`. */
  readonly backends?: Readonly<Record<string, string>>;
}
