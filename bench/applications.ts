import { render } from "../render.ts";
import { productionWith } from "./many.ts";

/** Renders one environment with as many applications as the first argument says. */
render([productionWith(Number(process.argv[2]))]);
