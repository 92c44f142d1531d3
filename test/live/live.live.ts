import { afterAll } from "vitest";
import { end } from "./end.ts";
import { failures } from "./failures/index.ts";
import { faults } from "./faults/index.ts";
import { install } from "./install/index.ts";
import { kubectl } from "./installed.ts";
import { steadyState } from "./steady-state/index.ts";

afterAll(() => kubectl.stop());

install();
steadyState();
// A full volume and killed Alertmanagers leave alerts behind that fire for a quarter of an hour: after the faults.
faults();
failures();
end();
