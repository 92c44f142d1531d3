import { outsideNamespace } from "../environment.ts";
import type { Kubectl } from "../kubectl.ts";

/** What the users were not answered, and whether all of them are in. */
export const usersLog = (kubectl: Kubectl): Promise<string> =>
  kubectl.run(["logs", "deployment/users", "--namespace", outsideNamespace, "--tail=20"]);

/** What they say when each of their questions has been answered a few times. */
export const allIn = "all in";
