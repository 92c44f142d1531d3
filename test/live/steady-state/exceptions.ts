/** Queries without data in a healthy cluster, and why. */
export interface Exception {
  readonly where: RegExp;
  readonly because: string;
  /** Data come and go with chance; otherwise an exception whose queries all have data is one too many. */
  readonly sometimes?: true;
}

/** Each must match a query. */
export const withoutData: readonly Exception[] = [
  { where: /Firing alerts|What is firing|What came first/, because: "no alert fires but the Watchdog" },
  { where: /What is stuck|Failing rules|that fail/, because: "nothing is stuck and nothing fails", sometimes: true },
  { where: /Containers that (do not|cannot) start/, because: "every container has started", sometimes: true },
  { where: /[Rr]estarts|Kills for want|oom_kill|restarts/, because: "no container was ended", sometimes: true },
  {
    where: /prometheus_operator_\w+:error|of prometheus-operator/,
    because: "the operator works minutes apart: no rate yet",
    sometimes: true,
  },
  {
    where: /limit_ratio5m|CPU of the limit|[Tt]hrottled/,
    because: "no container has a limit of CPU, so nothing is throttled",
  },
  {
    where: /network_errors|Network errors/,
    because: "the node may have no network device of its own",
    sometimes: true,
  },
  { where: /replication_lag|Replication lag|Link to the primary/, because: "there is no replica" },
  {
    where: /transaction_age|Oldest transaction|Longest transaction|Connections by what/,
    because: "a connection may be open or not at the moment",
    sometimes: true,
  },
  { where: /Budget of thirty days/, because: "its recorded days begin with the first whole day" },
];
