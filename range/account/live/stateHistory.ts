import type { MonitorState } from "../../../datadog/monitors/states";

/** From then on a group was in that state; undefined: nobody knew of it. */
export interface StateChange {
    readonly time: number;
    readonly status: MonitorState | undefined;
}

/** As long as the store keeps what was measured. */
const keptSeconds = 21_600;

/** In which states the groups of a monitor were, for as long as telemetry is kept. */
export class StateHistory {
    private readonly changes = new Map<string, StateChange[]>();

    get groups(): ReadonlyMap<string, readonly StateChange[]> {
        return this.changes;
    }

    note(group: string, status: MonitorState | undefined, time: number): void {
        const list = this.changes.get(group) ?? [];
        this.changes.set(group, list);
        if (list.at(-1)?.status !== status || list.length === 0) {
            list.push({ time, status });
        }
    }

    /** Of what is too old only the state remains that it led to. */
    forget(now: number): void {
        for (const [group, list] of this.changes) {
            const first = list.findLastIndex(({ time }) => time <= now - keptSeconds);
            list.splice(0, Math.max(0, first));
            if (first >= 0 && list.length === 1 && list[0]?.status === undefined) {
                this.changes.delete(group);
            }
        }
    }
}
