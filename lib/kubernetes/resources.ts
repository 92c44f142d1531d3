import { type Bytes, bytes, type Cpu, millicores } from "./quantity.ts";

/** What a container asks for, and the memory at which it is killed. CPU is not limited unless said: a limit only throttles. */
export interface Resources {
  readonly cpu: Cpu;
  readonly memory: Bytes;
  /** The limit of memory where it is not the request. */
  readonly memoryLimit?: Bytes;
  readonly cpuLimit?: Cpu;
}

/** The sum over containers, in thousandths of a core and bytes. */
export function total(resources: readonly Resources[]): { millicores: number; bytes: number; limitBytes: number } {
  const sum = (each: (one: Resources) => number) => resources.reduce((all, one) => all + each(one), 0);
  return {
    millicores: sum(({ cpu }) => millicores(cpu)),
    bytes: sum(({ memory }) => bytes(memory)),
    limitBytes: sum(({ memory, memoryLimit = memory }) => bytes(memoryLimit)),
  };
}
