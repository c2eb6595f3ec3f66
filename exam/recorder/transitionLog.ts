/** When monitors changed their states, muted or not. */
import type { RunningAccount } from "../../range/account/startAccount";
import type { RecordedTransition } from "../record/record";
import { rounded } from "./requestLog";

interface Entry extends Omit<RecordedTransition, "at"> {
    readonly time: number;
}

export class TransitionLog {
    private readonly entries: Entry[] = [];
    private readonly last = new Map<string, string>();

    constructor(private readonly running: RunningAccount) {}

    /** What has changed since the last look is told with the time of the evaluation. */
    look(): void {
        const { account, live } = this.running;
        for (const [id, monitor] of account.monitors) {
            for (const { name: group, status, since } of live.groupsOf(id)?.groups ?? []) {
                const key = `${id} ${group}`;
                const from = this.last.get(key);
                if (from !== status) {
                    this.last.set(key, status);
                    const name = String(monitor.name);
                    const before = from === undefined ? {} : { from };
                    this.entries.push({ time: since, monitor: name, group, ...before, to: status });
                }
            }
        }
    }

    rows(zero: number): readonly RecordedTransition[] {
        return this.entries.map(({ time, ...entry }) => ({ at: rounded(time - zero), ...entry }));
    }
}
