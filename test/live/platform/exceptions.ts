/** Pods that a cluster may lack an image for, by the start of their name. */
export const withoutImage: Readonly<Record<string, string>> = {
  "grafana-": "there is no Grafana to be built from source here: its image comes from a registry",
};

/** Queries that may have no data in a healthy development cluster, and why; each must match one. */
export const withoutData: readonly { readonly where: RegExp; readonly because: string }[] = [
  { where: /Firing alerts|What is firing|What came first/, because: "no alert fires but the Watchdog" },
  { where: /What is stuck|Failing rules|that fail/, because: "nothing is stuck and nothing fails" },
  { where: /[Rr]estarts|Kills for want|oom_kill|restarts/, because: "no container was ended" },
  {
    where: /prometheus_operator_\w+:error|of prometheus-operator/,
    because: "the operator works minutes apart: no rate yet",
  },
  {
    where: /limit_ratio5m|CPU of the limit|[Tt]hrottled/,
    because: "development limits no CPU, so nothing is throttled",
  },
  { where: /network_errors|Network errors/, because: "the node has no network device of its own here" },
  { where: /replication_lag|Replication lag|Link to the primary/, because: "development has no replica" },
  {
    where: /transaction_age|Oldest transaction|Longest transaction|Connections by what/,
    because: "a connection may be open or not at the moment",
  },
  { where: /alertmanager_members|Alertmanagers out of sight/, because: "development has one Alertmanager" },
  { where: /Messages|alertmanager_notifications/, because: "development has nobody to tell of the Watchdog" },
  { where: /Budget of thirty days/, because: "its recorded days begin with the first whole day" },
];
