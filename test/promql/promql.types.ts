// What the compiler refuses; `tsc` fails where one of these lines compiles.
import { counter, gauge, histogram, not, oneOf, open, present } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";
import { record, recordAs, recorded } from "../../lib/promql/recording.ts";

const labels = { service: open, status: ["2xx", "5xx"] } as const;
const requests = counter("requests_total", labels, ["service", "status"]);
const duration = histogram("duration_seconds", { service: open }, ["service"]);
const service: string = "agentprovision";

// Compiles: what is declared.
requests({ service, status: "5xx" });
requests({ service: present, status: not("2xx") });
requests({ status: oneOf("2xx", "5xx") });
duration.bucket({ le: "1.0" });
promql`sum(rate(${requests()}[${"5m"}])) > ${0.1}`;

// @ts-expect-error an unknown label
requests({ handler: "/" });
// @ts-expect-error an unknown value of a closed label
requests({ status: "6xx" });
// @ts-expect-error an unknown value to leave out of a closed label
requests({ status: not("6xx") });
// @ts-expect-error an unknown value among others
requests({ status: oneOf("2xx", "6xx") });
// @ts-expect-error none of no values
requests({ status: oneOf() });
// @ts-expect-error a number is no label's value
requests({ service: 1 });
// @ts-expect-error buckets have le, counts do not
duration.count({ le: "1.0" });
// @ts-expect-error the key is made of the metric's own labels
gauge("temperature", { room: open }, ["house"]);

// @ts-expect-error a plain string has no way into an expression
promql`rate(${service}[5m])`;
// @ts-expect-error nor has one that only looks like a duration
promql`rate(${requests()}[${"five minutes"}])`;
// @ts-expect-error a metric must be called to become a selector
promql`rate(${requests}[5m])`;
// @ts-expect-error a variable of Grafana that is no range
promql`rate(${requests()}[${"$__interval"}])`;
// @ts-expect-error an expression comes from promql only
promql`${{ expression: "up" }} > 0`;

// @ts-expect-error a recording rule's name has a level, a metric and an operation
record("requests_rate", { service: open }, promql`sum by (service) (rate(${requests()}[5m]))`);

const rate = recorded("gauge", "service:requests:rate5m", { service: open });
// @ts-expect-error a recorded series has the labels that it was declared with
recordAs(rate, promql`sum by (service) (rate(${requests()}[5m]))`)({ status: "5xx" });
