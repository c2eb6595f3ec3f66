/** A shop that has just come up is healthy before its monitors have seen that it is. */
import { setTimeout as sleep } from "node:timers/promises";

import { isLoud } from "../../datadog/monitors/states";
import { overallState } from "../../range/account/objects/monitorStates";
import type { Range } from "../../range/range";

/** Longer than any monitor's window, in seconds of the world. */
const patienceSeconds = 900;

/** Resolves once all monitors have been evaluated and none of them has anything to tell. */
export async function awaitQuiet(range: Range, signal: AbortSignal): Promise<void> {
    const { clock } = range;
    const began = clock.nowSeconds();
    for (;;) {
        const { account, live } = range.account;
        const monitors = [...account.monitors.entries()];
        const loud = monitors.filter(([id]) => isLoud(overallState(live, id)));
        const wasEvaluated = monitors.every(([id]) => live.groupsOf(id) !== undefined);
        if ((wasEvaluated && loud.length === 0) || signal.aborted) {
            return;
        }
        if (clock.nowSeconds() - began > patienceSeconds) {
            const names = loud.map(([, { name }]) => String(name)).join(", ");
            throw new Error(`Monitors of the healthy shop do not come to rest: ${names}`);
        }
        await sleep(1000 / clock.speed);
    }
}
