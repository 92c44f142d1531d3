import { parsedImage } from "./effective.ts";

/** Images of what exporters ask: which exporter, and how the tag tells the version. */
const backends: readonly {
  readonly exporter: string;
  readonly image: RegExp;
  readonly version: (tag: string) => string;
}[] = [
  {
    exporter: "postgres-exporter",
    image: /(^|\/)(postgres|postgresql|pgvector)$/,
    // `17.2-alpine`; `0.8.7-pg17` of extensions.
    version: (tag) => /pg(\d+)/.exec(tag)?.[1] ?? /^\d+/.exec(tag)?.[0] ?? "",
  },
  { exporter: "redis-exporter", image: /(^|\/)redis$/, version: (tag) => /^\d+\.\d+/.exec(tag)?.[0] ?? "" },
];

const names: Readonly<Record<string, string>> = { "postgres-exporter": "PostgreSQL", "redis-exporter": "Redis" };

/** What exporters ask, by exporter, as far as these images tell: `PostgreSQL 17`. Nothing where there are several versions. */
export function backendsIn(images: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const image of images) {
    const { repository, tag } = parsedImage(image);
    for (const { exporter, image: pattern, version } of backends)
      if (pattern.test(repository)) found.set(exporter, (found.get(exporter) ?? new Set()).add(version(tag)));
  }
  return new Map(
    [...found].flatMap(([exporter, versions]) => {
      const [version = "", ...others] = versions;
      return version === "" || others.length > 0 ? [] : [[exporter, `${names[exporter]} ${version}`] as const];
    }),
  );
}
