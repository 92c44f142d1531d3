import { afterAll } from "vitest";
import { end } from "./end.ts";
import { begin } from "./failures/incident.ts";
import { failures } from "./failures/index.ts";
import { faults, faultsThatWere, faultsToBe } from "./faults/index.ts";
import { install, installAgain } from "./install/index.ts";
import { kubectl } from "./installed.ts";
import { steadyState } from "./steady-state/index.ts";
import { silence } from "./steady-state/silence.ts";
import { admission } from "./verify/admission.ts";
import { networkPolicies } from "./verify/network.ts";

afterAll(() => kubectl.stop());

install();
steadyState();
// Side by side: most of it is waiting, and nothing of it hurts the platform.
silence();
installAgain();
networkPolicies();
admission();
faultsToBe();

// An incident is known to Alertmanagers after more than a minute.
faults(begin);
// A full volume and killed Alertmanagers leave alerts behind that fire for a quarter of an hour: when no fault's alert fires any more.
faultsThatWere();
failures();
end();
