import type { Cluster } from "../cluster.ts";
import { containersOf, podsOf } from "./pods.ts";

/** `registry.example:5000/shop/web:1.2@sha256:...`, taken apart; whether the parts are well written is another question. */
export interface Image {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** What stands behind the first `@` is the digest, behind the last `:` before it the tag, unless that belongs to a port. */
export function imageOf(text: string): Image {
  const [before = "", ...digest] = text.split("@");
  const [, name = before, tag] = /^(.*):([^/:]*)$/s.exec(before) ?? [];
  return { name, ...(tag !== undefined && { tag }), ...(digest.length > 0 && { digest: digest.join("@") }) };
}

/** The images of all pods, where they stand, but for an operator's pods, whose images may stand in its own flags. */
export const imagesIn = (cluster: Cluster) =>
  podsOf(cluster)
    .filter(({ owner }) => owner.group !== "monitoring.coreos.com")
    .flatMap(({ owner, spec, field }) =>
      containersOf(spec).flatMap(({ container: { image }, field: below }) =>
        image ? [{ image: imageOf(image), at: { object: owner, field: `${field}.${below}.image`, value: image } }] : [],
      ),
    );
