/** The fields that a program reads of a map, of which some are maps or lists of maps themselves. */
export interface Shape {
  readonly names: ReadonlySet<string>;
  readonly below: Readonly<Record<string, () => Shape>>;
}

export const shape = (names: string, below: Shape["below"] = {}): Shape => ({
  names: new Set([...names.split(/\s+/), ...Object.keys(below)]),
  below,
});

/** A field of a file, with the names that there may be beside it. */
export interface NamedField {
  readonly field: string;
  readonly name: string;
  readonly value: unknown;
  readonly names: ReadonlySet<string>;
}

/** All fields that a program looks for in a file, and all that it finds beside them. */
export function* fieldsIn(value: unknown, { names, below }: Shape, at: string): Iterable<NamedField> {
  if (Array.isArray(value))
    for (const [index, each] of value.entries()) yield* fieldsIn(each, { names, below }, `${at}[${index}]`);
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) {
      const named = `${at}.${name}`;
      yield { field: named, name, value: each, names };
      const inner = below[name];
      if (inner) yield* fieldsIn(each, inner(), named);
    }
}

export const tls = shape(
  "ca cert key ca_file cert_file key_file ca_ref cert_ref key_ref server_name insecure_skip_verify min_version max_version",
);

const proxy = "proxy_url no_proxy proxy_from_environment proxy_connect_header";

/**
 * How Prometheus and Alertmanager speak HTTP.
 *
 * Source: https://github.com/prometheus/common/tree/v0.72.1, config/http_config.go and tls_config.go.
 */
export const http = shape(`bearer_token bearer_token_file follow_redirects enable_http2 http_headers ${proxy}`, {
  basic_auth: () => shape("username username_file username_ref password password_file password_ref"),
  authorization: () => shape("type credentials credentials_file credentials_ref"),
  oauth2: () =>
    shape(
      `client_id client_secret client_secret_file client_secret_ref client_certificate_key_id client_certificate_key
       client_certificate_key_file client_certificate_key_ref grant_type signature_algorithm iss audience claims scopes token_url
       endpoint_params ${proxy}`,
      { tls_config: () => tls },
    ),
  tls_config: () => tls,
});
