import { Construct } from "constructs";

/** A port of a pod, by the name that its container, its Service and its monitor use. */
export interface Port {
  readonly name: string;
  readonly number: number;
  /** TCP where left out. */
  readonly protocol?: "TCP" | "UDP";
}

/** Something that can be connected to: a port of pods in the cluster, or addresses. */
export type Endpoint =
  | { readonly kind: "pods"; readonly peer: Peer; readonly ports: readonly Port[] }
  | {
      readonly kind: "addresses";
      readonly name: string;
      readonly cidrs: readonly string[];
      readonly except?: readonly string[];
      readonly ports: readonly Port[];
    };

export type Labels = Readonly<Record<string, string>>;

/** How many pods there are at most, and what all containers of one request together: what a quota must leave room for. */
export interface Footprint {
  readonly pods: number;
  readonly millicores: number;
  readonly bytes: number;
  /** The limits of memory together. */
  readonly limitBytes: number;
}

export interface PeerProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels that its pods have and no others in the namespace. */
  readonly selector: Labels;
  /** Policies neither bind nor select such pods: they are reached through the addresses of the nodes. */
  readonly hostNetwork?: boolean;
  readonly connectsTo?: readonly Endpoint[];
  /** Who may connect besides the peers that say so themselves. */
  readonly admits?: readonly (Source & { readonly ports: readonly Port[] })[];
  readonly footprint: Footprint;
}

/** Pods known by namespace and labels only, made by somebody else. */
export interface Source {
  readonly namespace: string;
  readonly labels: Labels;
}

/** Pods that take part in the cluster's network. Policies and quotas are derived from all peers of an environment. */
export class Peer extends Construct {
  readonly props: PeerProps;
  private readonly connections: Endpoint[];

  constructor(scope: Construct, id: string, props: PeerProps) {
    super(scope, id);
    this.props = props;
    this.connections = [...(props.connectsTo ?? [])];
  }

  get connectsTo(): readonly Endpoint[] {
    return this.connections;
  }

  /** For what is known only later, such as the peer itself. */
  connectTo(...endpoints: readonly Endpoint[]): void {
    this.connections.push(...endpoints);
  }

  endpoint(...ports: readonly Port[]): Endpoint {
    return { kind: "pods", peer: this, ports };
  }

  /** All peers below a construct, in the order in which they were made. */
  static below(scope: Construct): Peer[] {
    return scope.node.findAll().filter((construct): construct is Peer => construct instanceof Peer);
  }
}
