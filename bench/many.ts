import type { Environment } from "../lib/environments/environment.ts";
import { production } from "../lib/environments/production.ts";

/** Production with so many applications. */
export function productionWith(count: number): Environment {
  const [application] = production.applications;
  const more = Array.from({ length: count - 1 }, (_, index) => ({
    ...application,
    name: `application-${index}`,
    // Half of them are scraped by a monitor, half with a header.
    internalKey: index % 2 === 0,
    calls: [`service-${index}.example:${443 + (index % 3)}`] as const,
    configuration: { ...application.configuration, NUMBER: String(index) },
  }));
  return { ...production, applications: [application, ...more] };
}
