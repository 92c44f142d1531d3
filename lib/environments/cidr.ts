import type { Cidr } from "./environment.ts";

/** A range of IPv4 addresses as numbers. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
  /** The address as it was written is not the range's first. */
  readonly hasHostBits: boolean;
}

const number = "(0|[1-9]\\d{0,2})";
const form = new RegExp(`^${number}\\.${number}\\.${number}\\.${number}/${number}$`);

/** The range that the text means; undefined where it means none. */
export function addressRange(cidr: Cidr): AddressRange | undefined {
  const match = form.exec(cidr);
  if (match === null) return undefined;
  const [prefix = 0, ...octets] = [match[5], ...match.slice(1, 5)].map(Number);
  if (prefix > 32 || octets.some((octet) => octet > 255)) return undefined;
  const written = octets.reduce((number, octet) => number * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  const first = written - (written % size);
  return { first, last: first + size - 1, prefix, hasHostBits: first !== written };
}

/** The range in CIDR notation, from its first address. */
export function toCidr({ first, prefix }: AddressRange): Cidr {
  const octet = (index: number) => Math.floor(first / 256 ** (3 - index)) % 256;
  return `${octet(0)}.${octet(1)}.${octet(2)}.${octet(3)}/${prefix}`;
}

/** Whether some address is in both; ranges that are none overlap with nothing. */
export function overlap(one: Cidr, other: Cidr): boolean {
  const [a, b] = [addressRange(one), addressRange(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}
