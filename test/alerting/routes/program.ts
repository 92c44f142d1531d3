import { execFile } from "node:child_process";

/** What a verification program of `tools` prints. Its complaints, wherever it prints them, become the error's message. */
export const output = (program: string, args: readonly string[], input = ""): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(program, args, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === "ENOENT")
        reject(new Error(`there is no ${program} on the path: \`make test\` provides it`));
      else reject(new Error(`${program}: ${`${stdout}${stderr}`.trim() || error.message}`));
    });
    // Whether a program reads to the end is its own affair.
    child.stdin?.on("error", () => undefined).end(input);
  });

/** Results in the order of the items, with a few at a time under way: a process for each at once would starve the machine. */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
