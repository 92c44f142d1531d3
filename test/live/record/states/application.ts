import type { Platform } from "../platform.ts";
import { pod, type State } from "./state.ts";

const address = "http://agentprovision.agentprovision.svc";

/** Asks for one path after another, for ever; the stand-in's image has Python. */
const program = `
import sys, time, urllib.request
while True:
    for path in sys.argv[1:]:
        try:
            urllib.request.urlopen("${address}" + path, timeout=5).read()
        except Exception as error:
            print(path, error)
    time.sleep(0.5)
`;

/** The application under traffic and in trouble. */
export function applicationStates(platform: Platform): readonly State[] {
  const { image } = platform.container("Deployment", "agentprovision");
  const client = (name: string, ...paths: readonly string[]) =>
    pod(name, { name: "main", image, command: ["python3", "-c", program, ...paths] });
  return [
    {
      name: "ordinary requests",
      objects: [
        client("client", "/api/v1/", "/api/v1/agents/1", "/api/v1/database", "/api/v1/cache/1", "/api/v1/cache/2"),
      ],
      seen: 'http_requests_total{handler="/api/v1/cache/{key}", status="2xx"} > 0',
    },
    {
      name: "requests that fail, that are wrong, and for what is not there",
      objects: [
        client(
          "trouble",
          "/api/v1/faults/status?code=503",
          "/api/v1/faults/exception",
          "/api/v1/faults/status?code=422",
          "/nothing",
        ),
      ],
      seen: 'http_requests_total{handler="none", status="4xx"} > 0 and on () http_requests_total{status="5xx"} > 0',
    },
    {
      name: "requests that are slow, and that need CPU and memory",
      objects: [
        client(
          "load",
          "/api/v1/faults/slow?seconds=2",
          "/api/v1/faults/cpu?seconds=0.5",
          "/api/v1/faults/memory?mebibytes=64&seconds=1",
        ),
      ],
      seen: 'http_requests_total{handler="/api/v1/faults/memory"} > 0',
    },
  ];
}
