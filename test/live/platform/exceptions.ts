/** Pods that a cluster may lack an image for, by the start of their name. */
export const withoutImage: Readonly<Record<string, string>> = {
  "grafana-": "there is no Grafana to be built from source here: its image comes from a registry",
};

/** Queries without data in a healthy cluster, by where they stand. Each is checked to be still needed. */
export const withoutData: Readonly<Record<string, string>> = {};
