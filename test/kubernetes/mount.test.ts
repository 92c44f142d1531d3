import { describe, expect, it } from "vitest";
import { claimed, configFiles, nodeFolder, scratch, secretFiles, toVolumeMount } from "../../lib/kubernetes/mount.ts";

const secret = { name: "key", namespace: "a", keys: ["key"] };

describe("what a container may write to", () => {
  it.each([
    ["temporary files", scratch("tmp", "/tmp", "1Mi"), false],
    ["a claim", claimed("data", "/data"), false],
    ["a ConfigMap's files", configFiles("settings", "/etc/settings"), true],
    ["a Secret's files", secretFiles(secret, "/etc/key"), true],
    ["a folder of the node", nodeFolder("root", "/", "/host"), true],
  ])("%s", (_, mount, readOnly) => {
    expect(mount.readOnly).toBe(readOnly);
    expect(toVolumeMount(mount)).toEqual({
      name: mount.volume.name,
      mountPath: mount.path,
      ...(readOnly && { readOnly: true }),
    });
  });
});

it("limits temporary files, which else fill the node", () =>
  expect(JSON.stringify(scratch("tmp", "/tmp", "1Mi").volume)).toContain("1Mi"));

it("gives a Secret's files to the pod's group and nobody else", () =>
  expect(secretFiles(secret, "/etc/key").volume).toEqual({
    name: "key",
    secret: { secretName: "key", defaultMode: 0o440 },
  }));

it("sees mounts that come later on the node, where asked to", () =>
  expect(toVolumeMount(nodeFolder("root", "/", "/host", "HostToContainer"))).toEqual({
    name: "root",
    mountPath: "/host",
    readOnly: true,
    mountPropagation: "HostToContainer",
  }));

it("mounts one file of a volume", () =>
  expect(toVolumeMount({ ...configFiles("settings", "/etc/one"), subPath: "one" })).toMatchObject({ subPath: "one" }));
