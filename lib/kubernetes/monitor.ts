import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { Construct } from "constructs";
import { customResource } from "./custom-resource.ts";
import type { Endpoint, Labels } from "./peer.ts";

type EndpointSpec = NonNullable<IServiceMonitor["spec"]["endpoints"]>[number];
/** One step of Prometheus' relabelling. */
export type Relabelling = NonNullable<EndpointSpec["relabelings"]>[number];

/** What every scrape of an environment has in common. */
export interface Scraping {
  readonly interval: string;
  readonly timeout: string;
  readonly sampleLimit: number;
}

export interface MonitorProps {
  readonly name: string;
  /** Where the monitor lies. */
  readonly namespace: string;
  /** The Services that it selects, by labels, in one namespace. */
  readonly service: { readonly namespace: string; readonly labels: Labels };
  /** What Prometheus connects to. */
  readonly target: Endpoint;
  /** The name of the Service's port, and what differs from plain scraping of `/metrics`. */
  readonly endpoints: readonly [ScrapedPort, ...ScrapedPort[]];
  readonly scraping: Scraping;
  /** The label of the Service that names the job; the Service's own name where left out. */
  readonly jobLabel?: string;
}

export interface ScrapedPort
  extends Omit<EndpointSpec, "port" | "interval" | "scrapeTimeout" | "relabelings" | "metricRelabelings"> {
  readonly port: string;
  /** On targets, before the scrape. */
  readonly relabelings?: readonly Relabelling[];
  /** On series, after the scrape. */
  readonly metricRelabelings?: readonly Relabelling[];
}

/** A ServiceMonitor that adds Prometheus' connection to its target by itself. */
export class Monitor extends Construct {
  readonly target: Endpoint;

  constructor(scope: Construct, props: MonitorProps) {
    const { name, namespace, service, endpoints, scraping } = props;
    super(scope, `monitor-${name}`);
    this.target = props.target;
    customResource<IServiceMonitor>(this, {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name, namespace },
      spec: {
        ...(props.jobLabel && { jobLabel: props.jobLabel }),
        namespaceSelector: { matchNames: [service.namespace] },
        selector: { matchLabels: { ...service.labels } },
        sampleLimit: scraping.sampleLimit,
        labelLimit: 64,
        labelNameLengthLimit: 256,
        labelValueLengthLimit: 2048,
        endpoints: endpoints.map(({ relabelings, metricRelabelings, ...endpoint }) => ({
          ...endpoint,
          interval: scraping.interval,
          scrapeTimeout: scraping.timeout,
          ...(relabelings && { relabelings: [...relabelings] }),
          ...(metricRelabelings && { metricRelabelings: [...metricRelabelings] }),
        })),
      },
    });
  }

  /** All monitors below a construct. */
  static below(scope: Construct): Monitor[] {
    return scope.node.findAll().filter((construct): construct is Monitor => construct instanceof Monitor);
  }
}
