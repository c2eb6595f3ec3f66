import type { MonitorSet } from "../../../datadog/monitors/definition";
import { readExport } from "../../../datadog/monitors/exportFormat";
import type { Account } from "../account";

/** The account's monitors and objectives as an evaluation needs them. */
export function definitionsOf({ monitors, slos }: Account): MonitorSet {
    return monitors.size === 0
        ? { monitors: [], slos: [] }
        : readExport({ monitors: [...monitors.values()], slos: [...slos.values()] });
}
