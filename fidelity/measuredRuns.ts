import { clusterRuns } from "./clusterRuns";
import { labRuns } from "./labRuns";

/** All runs that the simulation is set beside. */
export const measuredRuns = [...labRuns, ...clusterRuns];
