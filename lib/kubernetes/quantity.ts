/** Processor time: cores or thousandths of them. */
export type Cpu = `${number}m` | `${number}`;

/** Memory or storage in powers of 1024. */
export type Bytes = `${number}${"Ki" | "Mi" | "Gi" | "Ti"}`;

const factors = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 } as const;

/** Thousandths of a core. */
export const millicores = (cpu: Cpu): number => (cpu.endsWith("m") ? Number.parseFloat(cpu) : Number(cpu) * 1000);

/** Bytes as a number. */
export const bytes = (size: Bytes): number =>
  Number(size.slice(0, -2)) * factors[size.slice(-2) as keyof typeof factors];

/** Thousandths of a core as Kubernetes writes them. */
export const toCpu = (thousandths: number): Cpu => `${Math.ceil(thousandths)}m`;

/** Bytes as Kubernetes writes them, rounded up to mebibytes. */
export const toBytes = (size: number): Bytes => `${Math.ceil(size / factors.Mi)}Mi`;
