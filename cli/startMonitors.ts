import { renderPlan } from "../plan/render";
import type { Rehearsal } from "../rehearsal/types";
import { plannedSet } from "../verdict/monitors/fromPlan";
import { timelinesOf } from "../verdict/monitors/timeline";
import type { RunTimelines } from "../verdict/monitors/timelineTypes";
import type { SettingsArguments } from "./settingsArguments";

/**
 * What the stack's monitors would have said under each arm: those that the program would make with
 * `observability=resources`, whether or not the stack has them on. They know no remediation.
 */
export async function armTimelines(
    { evidence }: Rehearsal,
    settings: SettingsArguments,
): Promise<ReadonlyMap<string, RunTimelines>> {
    const set = plannedSet(await renderPlan({ ...settings, observability: "resources" }));
    return new Map([...evidence].map(([arm, seen]) => [arm, timelinesOf(seen, set)]));
}
