import { http, type Shape, shape } from "../file-fields.ts";

const discoveries = [
  ...["aws", "azure", "consul", "digitalocean", "dns", "docker", "dockerswarm", "ec2", "ecs", "elasticache", "eureka"],
  ...[
    "file",
    "gce",
    "hetzner",
    "http",
    "ionos",
    "kubernetes",
    "kuma",
    "lightsail",
    "linode",
    "marathon",
    "msk",
    "nerve",
  ],
  ...[
    "nomad",
    "oci",
    "openstack",
    "outscale",
    "ovhcloud",
    "puppetdb",
    "rds",
    "scaleway",
    "serverset",
    "stackit",
    "triton",
  ],
  ...["uyuni", "vultr"],
].map((name) => `${name}_sd_configs`);

const step = () => shape("source_labels separator regex modulus target_label replacement action");

/** How something is found and asked. */
const found = (names: string, below: Shape["below"] = {}): Shape =>
  shape([names, ...http.names, ...discoveries].join(" "), {
    ...http.below,
    static_configs: () => shape("targets labels"),
    relabel_configs: step,
    ...below,
  });

/** Limits and ways of scraping, of all jobs or of one. */
const scraping = `scrape_interval scrape_timeout scrape_protocols scrape_native_histograms scrape_classic_histograms
  always_scrape_classic_histograms convert_classic_histograms_to_nhcb scrape_failure_log_file body_size_limit sample_limit
  target_limit label_limit label_name_length_limit label_value_length_limit keep_dropped_targets metric_name_validation_scheme
  metric_name_escaping_scheme extra_scrape_metrics`;

/**
 * All fields of a job that any Prometheus from 2.0 to 3.16 reads; it refuses any other.
 *
 * Source: https://github.com/prometheus/prometheus/blob/v3.16.0/config/config.go and its earlier versions.
 */
export const jobFields = found(
  `job_name honor_labels honor_timestamps track_timestamps_staleness params fallback_scrape_protocol metrics_path scheme
   enable_compression native_histogram_bucket_limit native_histogram_min_bucket_factor ${scraping}`,
  { metric_relabel_configs: step },
);

/** The same of its whole configuration, as far as what it says of itself, of scrapes and of Alertmanagers. */
export const configurationFields = shape(
  "runtime rule_files scrape_config_files storage tracing remote_write remote_read otlp",
  {
    global: () =>
      shape(
        `evaluation_interval rule_query_offset query_log_file query_max_series query_max_samples_read query_max_duration
         external_labels ${scraping}`,
      ),
    scrape_configs: () => jobFields,
    alerting: () =>
      shape("", {
        alert_relabel_configs: step,
        alertmanagers: () => found("scheme path_prefix timeout api_version sigv4", { alert_relabel_configs: step }),
      }),
  },
);
