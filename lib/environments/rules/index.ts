import type { Rule } from "../rule.ts";
import { applicationRules } from "./applications.ts";
import { availabilityRules } from "./availability.ts";
import { clusterRules } from "./cluster.ts";
import { dataRules } from "./data.ts";
import { deadManRules } from "./dead-man-switch.ts";
import { nameRules } from "./names.ts";
import { networkRules } from "./network.ts";
import { quantityRules } from "./quantities.ts";
import { quietHourRules } from "./quiet-hours.ts";
import { receiverRules } from "./receivers.ts";
import { scrapingRules } from "./scraping.ts";
import { secretRules } from "./secrets.ts";
import { storageRules } from "./storage.ts";
import { urlRules } from "./urls.ts";

/** Every rule that an environment keeps, in the order of its fields. */
export const rules: readonly Rule[] = [
  ...nameRules,
  ...urlRules,
  ...clusterRules,
  ...networkRules,
  ...quantityRules,
  ...applicationRules,
  ...availabilityRules,
  ...dataRules,
  ...secretRules,
  ...scrapingRules,
  ...storageRules,
  ...receiverRules,
  ...quietHourRules,
  ...deadManRules,
];
