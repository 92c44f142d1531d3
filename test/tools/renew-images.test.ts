import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { digestOf, moved, type Pin, pinned, print, run } from "../../tools/renew-images.ts";

const index = '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}';
const digest = `sha256:${createHash("sha256").update(index).digest("hex")}`;
const lockFile = new URL("../../imports/images.json", import.meta.url);

/** A registry with one image of one tag, which asks for a token first. */
class Registry {
  readonly requests: IncomingMessage[] = [];
  challenge = (host: string) =>
    `Bearer realm="http://${host}/token",service="registry",scope="repository:team/app:pull"`;
  private readonly server: Server = createServer((request, response) => this.answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop = () => this.server.close();

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push(request);
    const end = (status: number, body = "", headers = {}) => response.writeHead(status, headers).end(body);
    if (request.url?.startsWith("/token")) return void end(200, '{"token":"for-anybody"}');
    if (request.url?.startsWith("/v2/private/")) return void end(403);
    if (request.headers.authorization !== "Bearer for-anybody")
      return void end(401, "", { "www-authenticate": this.challenge(this.host) });
    void (request.url === "/v2/team/app/manifests/1.0.0" ? end(200, index) : end(404));
  }
}

const registry = new Registry();
const challenge = registry.challenge;
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => {
  registry.requests.length = 0;
  registry.challenge = challenge;
});

const pin = (repository: string, tag: string): Pin => ({ repository: `${registry.host}/${repository}`, tag, digest });

describe("a digest", () => {
  test("is that of the manifest, asked for with a token for anybody", async () => {
    expect(await digestOf(pin("team/app", "1.0.0"))).toBe(digest);
    expect(registry.requests.map(({ url }) => url)).toEqual([
      "/v2/team/app/manifests/1.0.0",
      "/token?service=registry&scope=repository%3Ateam%2Fapp%3Apull",
      "/v2/team/app/manifests/1.0.0",
    ]);
  });

  test("is that of the list of all platforms where there is one", async () => {
    await digestOf(pin("team/app", "1.0.0"));
    expect(registry.requests[0]?.headers.accept).toMatch(/^application\/vnd\.oci\.image\.index\.v1\+json, /);
  });

  test("of a tag that is not there ends in one line", async () => {
    await expect(digestOf(pin("team/app", "9.9.9"))).rejects.toThrow(
      `${registry.host}/team/app:9.9.9: ${registry.host} has no such tag: look for its name in the registry`,
    );
  });

  test("that the registry refuses ends in one line", async () => {
    await expect(digestOf(pin("private/app", "1"))).rejects.toThrow("private/app:1: 127.0.0.1:");
    await expect(digestOf(pin("private/app", "1"))).rejects.toThrow("answers 403 Forbidden");
  });

  test("of a registry that wants a password ends in one line", async () => {
    registry.challenge = () => 'Basic realm="team"';
    await expect(digestOf(pin("team/app", "1.0.0"))).rejects.toThrow(
      'the registry asks for "Basic realm="team"": only anonymous tokens are known here',
    );
  });

  test("of a registry that gives no token ends in one line", async () => {
    registry.challenge = (host) => `Bearer realm="http://${host}/v2/private/token"`;
    await expect(digestOf(pin("team/app", "1.0.0"))).rejects.toThrow(
      `${registry.host} gives no token: it answers 403 Forbidden`,
    );
  });

  test("of a registry that cannot be reached ends in one line", async () => {
    const closed = new Registry();
    await closed.start();
    const { host } = closed;
    closed.stop();
    await expect(digestOf({ repository: `${host}/team/app`, tag: "1" })).rejects.toThrow(
      `${host}/team/app:1: ${host} cannot be reached (ECONNREFUSED): run this where it can be`,
    );
  });

  test("is not asked for what cannot be a tag", async () => {
    await expect(digestOf(pin("team/app", "1.0.0/../2"))).rejects.toThrow(
      `${registry.host}/team/app: the tag 1.0.0/../2 can be none: letters, digits, "_", "." and "-" only`,
    );
    expect(registry.requests).toEqual([]);
  });
});

describe("a lock", () => {
  const lock = () => ({ app: { ...pin("team/app", "0.9.0"), digest: "sha256:old" }, other: pin("team/app", "1.0.0") });

  test("gets another tag with its digest, and keeps the rest", async () => {
    expect(await pinned(lock(), "app", "1.0.0")).toEqual({ ...lock(), app: pin("team/app", "1.0.0") });
  });

  test("has no image of another name", async () => {
    await expect(pinned(lock(), "ap", "1.0.0")).rejects.toThrow("ap is not in imports/images.json: it has app, other");
  });

  test("is told which tags have moved, and which cannot be asked for", async () => {
    const { other } = lock();
    expect(await moved({ other })).toEqual([]);
    expect(await moved({ other, app: { ...other, digest: "sha256:old" }, lost: pin("team/app", "0.9.0") })).toEqual([
      `app: ${other.repository}:1.0.0 is ${digest}, imports/images.json has sha256:old: find out why, then pin it again`,
      `${other.repository}:0.9.0: ${registry.host} has no such tag: look for its name in the registry`,
    ]);
  });

  test("is printed as it stands in the repository", () => {
    const text = readFileSync(lockFile, "utf8");
    expect(print(JSON.parse(text))).toBe(text);
  });
});

describe("the command", () => {
  const folder = mkdtempSync(join(tmpdir(), "images-"));
  const file = join(folder, "images.json");
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  afterAll(() => {
    rmSync(folder, { recursive: true });
    errors.mockRestore();
  });
  beforeEach(() => errors.mockClear());

  test("pins a tag", async () => {
    writeFileSync(file, print({ app: { ...pin("team/app", "0.9.0"), digest: "sha256:old" } }));
    expect(await run(["app", "1.0.0"], file)).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(print({ app: pin("team/app", "1.0.0") }));
  });

  test("leaves the file as it is where nothing is asked for by name, and tells what differs", async () => {
    const text = print({ app: { ...pin("team/app", "1.0.0"), digest: "sha256:old" } });
    writeFileSync(file, text);
    expect(await run([], file)).toBe(1);
    expect(errors).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`is ${digest}`));
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("has nothing to tell where all is as it was", async () => {
    writeFileSync(file, print({ app: pin("team/app", "1.0.0") }));
    expect(await run([], file)).toBe(0);
    expect(errors).not.toHaveBeenCalled();
  });

  test.each([[["app"]], [["app", "1", "2"]], [["--help"]]])("says how it is used for %j", async (args) => {
    expect(await run(args, file)).toBe(2);
    expect(errors).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("usage:"));
  });
});
