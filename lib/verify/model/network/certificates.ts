import type { Cluster } from "../cluster.ts";
import type { Listening } from "./routes.ts";

/** A Secret with a certificate that a listener shows. */
export interface CertificateReference {
  readonly object: Listening;
  readonly field: string;
  readonly namespace: string;
  readonly name: string;
}

/** The certificates of all listeners that are kept in Secrets. */
export const certificatesOf = (cluster: Cluster): readonly CertificateReference[] =>
  [...cluster.all("Gateway"), ...cluster.all("ListenerSet")].flatMap((object) =>
    (object.body.spec?.listeners ?? []).flatMap(({ tls }, listener) =>
      (tls?.certificateRefs ?? []).flatMap(({ group = "", kind = "Secret", namespace, name }, index) =>
        name === undefined || group !== "" || kind !== "Secret"
          ? []
          : [
              {
                object,
                field: `spec.listeners[${listener}].tls.certificateRefs[${index}]`,
                namespace: namespace ?? object.namespace ?? "default",
                name,
              },
            ],
      ),
    ),
  );
