import { describe, expect, it } from "vitest";
import { type Alert, defineAlerts } from "../../lib/alerting/alert.ts";
import { inhibits } from "../../lib/alerting/inhibition.ts";
import { Fault } from "../../lib/fault.ts";
import { alerts as everything } from "../mixins/everything.ts";

describe("alerts", () => {
  it("exist", () => expect([Fault, defineAlerts, inhibits, everything]).toBeDefined());
});
export type A = Alert;
