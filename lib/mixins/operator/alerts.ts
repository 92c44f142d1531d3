import { defineAlerts } from "../../alerting/alert.ts";

export const alerts = defineAlerts({});
