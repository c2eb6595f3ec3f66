import type { Evidence } from "../../../../../evidence/evidence";
import { readExport } from "../../../../../datadog/monitors/exportFormat";
import { historiesOf } from "../../../../../datadog/monitors/history";
import type { MonitorState } from "../../../../../datadog/monitors/states";
import { shopEvidence } from "../../../../../verdict/monitors/shopEvidence";

/** A monitor in the API's form; the type follows from the query where it is left out. */
export interface Exported {
    readonly id?: number;
    readonly query: string;
    readonly options?: object;
}

/** Letters for states, so that a run reads as a line: ok, WARN, ALERT, no data, not evaluated. */
const letters: Readonly<Record<MonitorState, string>> = {
    OK: "o",
    Warn: "w",
    Alert: "A",
    "No Data": "n",
};

/** What a monitor says, minute by minute, by group. The first letter is of minute 1. */
export function said(
    run: Evidence,
    monitor: Exported | string,
    others: readonly Exported[] = [],
    slos: readonly object[] = [],
): Readonly<Record<string, string>> {
    const own = typeof monitor === "string" ? { query: monitor } : monitor;
    const set = readExport({ monitors: [own, ...others].map(asMonitor), slos });
    const [history] = historiesOf(shopEvidence(run), set);
    return Object.fromEntries(
        [...(history?.states ?? [])].map(([group, states]) => [
            group,
            states.map((state) => (state === undefined ? "." : letters[state])).join(""),
        ]),
    );
}

function asMonitor({ id, query, options }: Exported, position: number): object {
    return { id: id ?? 1000 + position, name: `Monitor ${position}`, type: "any", query, options };
}

/** Of a monitor without groups. */
export function line(
    run: Evidence,
    monitor: Exported | string,
    others: readonly Exported[] = [],
    slos: readonly object[] = [],
): string {
    return said(run, monitor, others, slos)["*"] ?? "";
}
