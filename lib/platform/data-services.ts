import type { Environment } from "../environments/environment.ts";
import type { Endpoint } from "../kubernetes/peer.ts";
import { namespaces } from "./namespaces.ts";

/** Where a data service is reached, in the cluster or managed. */
export interface Address {
  /** The label `instance` of its series. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Managed services speak TLS only; those in the cluster are reached by policy only. */
  readonly tls: boolean;
}

/** A data service as its users see it: what they write in addresses, and what policies allow. */
export interface DataService {
  readonly address: Address;
  readonly endpoint: Endpoint;
}

/** Those of an environment; none where it has none. */
export interface DataServices {
  readonly database: DataService | undefined;
  readonly cache: DataService | undefined;
}

/** The name of AgentProvision's database within Postgres. */
export const databaseName = "agentprovision";

const addressOf = (service: Environment["database"] | Environment["cache"], port: number): Address | undefined => {
  if (service === undefined) return undefined;
  const { name } = service;
  return service.kind === "managed"
    ? { name, host: service.host, port: service.port, tls: true }
    : { name, host: `${name}.${namespaces.application.name}.svc`, port, tls: false };
};

export const databaseAddress = ({ database }: Environment): Address | undefined => addressOf(database, 5432);
export const cacheAddress = ({ cache }: Environment): Address | undefined => addressOf(cache, 6379);
