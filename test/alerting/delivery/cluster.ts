import { type AddressInfo, createServer } from "node:net";
import type { Alertmanager } from "./alertmanager.ts";
import type { Scene } from "./scene.ts";

/**
 * Alertmanagers that gossip. A replica gives those before it time to send and to say so; the flags shorten that, and the interval
 * at which they talk, as far as their proportion allows.
 */
export async function replicas(scene: Scene, count: number): Promise<[Alertmanager, ...Alertmanager[]]> {
  const addresses = (await Promise.all(Array.from({ length: count }, freePort))).map((port) => `127.0.0.1:${port}`);
  const peers = addresses.map((address) => `--cluster.peer=${address}`);
  const speed = ["--cluster.peer-timeout=1s", "--cluster.gossip-interval=20ms", "--cluster.pushpull-interval=1s"];
  const detection = [
    "--cluster.probe-interval=100ms",
    "--cluster.probe-timeout=50ms",
    "--cluster.settle-timeout=500ms",
  ];
  const started = await Promise.all(
    addresses.map((address, index) =>
      scene.alertmanager({
        name: `alertmanager-${index}`,
        flags: [`--cluster.listen-address=${address}`, ...peers, ...speed, ...detection],
      }),
    ),
  );
  await Promise.all(started.map((each) => each.hasPeers(count)));
  return started as [Alertmanager, ...Alertmanager[]];
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
