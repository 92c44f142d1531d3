const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const form = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/;

/**
 * A quantity of Kubernetes in thousandths of its unit, rounded up as the API server rounds them; nothing where it is none.
 * `"250m"` is 250, `1` is 1000, `"1Ki"` is 1,024,000. Exact up to nine terabytes.
 *
 * Source: k8s.io/apimachinery, pkg/api/resource/quantity.go.
 */
export function thousandths(quantity: string | number): number | undefined {
  const [, number, exponent, suffix = ""] = form.exec(String(quantity).trim()) ?? [];
  if (number === undefined) return undefined;
  const factor = exponent === undefined ? (suffixes[suffix] ?? 1) : 10 ** Number(exponent);
  const value = Number(number) * factor * 1000;
  const nearest = Math.round(value);
  // What floating point adds is not rounded up.
  return Math.abs(value - nearest) < 1e-7 * Math.max(1, Math.abs(value) * 1e-6) ? nearest : Math.ceil(value);
}

/** The sum of quantities in thousandths as a person would write it: `9875m` of a processor, `14912Mi` of memory, `24` pods. */
export function quantityText(resource: string, amount: number): string {
  if (resource.endsWith("cpu")) return amount % 1000 === 0 ? `${amount / 1000}` : `${amount}m`;
  if (!/(memory|storage)$/.test(resource)) return `${Math.ceil(amount / 1000)}`;
  const bytes = amount / 1000;
  for (const unit of ["Gi", "Mi", "Ki"]) {
    const size = bytes / (suffixes[unit] ?? 1);
    if (Number.isInteger(size) && size > 0) return `${size}${unit}`;
  }
  return bytes >= 2 ** 20 ? `${Math.ceil(bytes / 2 ** 20)}Mi` : `${bytes}`;
}
