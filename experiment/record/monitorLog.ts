/** What monitors said over a run, from one look to the next. */
import type { MonitorState } from "../../datadog/monitors/states";
import type { StateSpan } from "../../datadog/monitors/timelineTypes";
import type { MonitorSaying } from "../senses/monitors";

export interface MonitorRecord {
    /** As in the account. */
    readonly name: string;
    readonly type: string;
    /** Without gaps but where the account did not answer; neighbours differ in state. */
    readonly spans: readonly StateSpan[];
}

const states: readonly string[] = ["OK", "Warn", "Alert", "No Data"] satisfies MonitorState[];

export class MonitorLog {
    private readonly said = new Map<string, { type: string; spans: StateSpan[] }>();

    private latest = -Infinity;

    /** @param now the shop's time; a range that cannot keep up sets it back by some seconds */
    note(now: number, sayings: readonly MonitorSaying[]): void {
        const at = Math.max(now, this.latest);
        this.latest = at;
        for (const { name, type, state } of sayings) {
            if (!states.includes(state)) {
                continue;
            }
            const known = this.said.get(name) ?? { type, spans: [] };
            this.said.set(name, known);
            const last = known.spans.at(-1);
            if (last !== undefined) {
                known.spans[known.spans.length - 1] = { ...last, to: at };
            }
            if (last?.state !== state) {
                known.spans.push({ from: at, to: at, state: state as MonitorState });
            }
        }
    }

    get records(): readonly MonitorRecord[] {
        return [...this.said].map(([name, { type, spans }]) => ({ name, type, spans }));
    }
}
