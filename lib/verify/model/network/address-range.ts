/** Addresses that follow one another, both ends included. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** The range that an address or a block in CIDR notation names, IPv4 or IPv6; nothing where it names none. */
export function rangeOf(text: string): AddressRange | undefined {
  const [address = "", length, ...more] = text.split("/");
  const family = address.includes(":") ? 6 : 4;
  const value = family === 6 ? sixOf(address) : fourOf(address);
  const bits = family === 6 ? 128 : 32;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (value === undefined || more.length > 0 || !(prefix <= bits)) return undefined;
  const rest = BigInt(bits - prefix);
  const first = (value >> rest) << rest;
  return { family, first, last: first + (1n << rest) - 1n };
}

/** What is left of ranges where others are taken out. */
export function without(ranges: readonly AddressRange[], taken: readonly AddressRange[]): readonly AddressRange[] {
  let left = ranges;
  for (const hole of taken) left = left.flatMap((range) => cut(range, hole));
  return left;
}

/** Whether two ranges have an address in common. */
export const overlap = (a: AddressRange, b: AddressRange): boolean =>
  a.family === b.family && a.first <= b.last && b.first <= a.last;

/** Addresses that clusters take for their pods: the private ones, those of carriers and unique local ones. */
export const podRanges: readonly AddressRange[] = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"],
].flatMap((block) => rangeOf(block) ?? []);

function cut(range: AddressRange, hole: AddressRange): AddressRange[] {
  if (!overlap(range, hole)) return [range];
  const { family, first, last } = range;
  return [
    ...(first < hole.first ? [{ family, first, last: hole.first - 1n }] : []),
    ...(last > hole.last ? [{ family, first: hole.last + 1n, last }] : []),
  ];
}

function fourOf(address: string): bigint | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function sixOf(address: string): bigint | undefined {
  const halves = address.split("::");
  if (halves.length > 2) return undefined;
  const [front = [], back = []] = halves.map((half) => (half === "" ? [] : half.split(":").flatMap(groupsOf)));
  const missing = 8 - front.length - back.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...front, ...Array.from({ length: missing }, () => "0"), ...back];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** The last four bytes may stand as IPv4: `::ffff:10.0.0.1`. */
function groupsOf(group: string): string[] {
  if (!group.includes(".")) return [group];
  const four = fourOf(group);
  return four === undefined ? ["?"] : [(four >> 16n).toString(16), (four & 0xffffn).toString(16)];
}
