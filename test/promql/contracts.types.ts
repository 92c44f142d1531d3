// @ts-expect-error a metric that no contract holds
import { httpRequestTotal } from "../../imports/metrics/agentprovision.ts";

export { httpRequestTotal };
