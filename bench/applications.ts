import { production } from "../lib/environments/production.ts";
import { render } from "../render.ts";

/** Renders one environment with as many applications as the first argument says. */
const count = Number(process.argv[2]);
const [application] = production.applications;
const more = Array.from({ length: count - 1 }, (_, index) => ({
  ...application,
  name: `application-${index}`,
  // Half of them are scraped by a monitor, half with a header.
  internalKey: index % 2 === 0,
  calls: [`service-${index}.example:${443 + (index % 3)}`] as const,
  configuration: { ...application.configuration, NUMBER: String(index) },
}));

render([{ ...production, applications: [application, ...more] }]);
