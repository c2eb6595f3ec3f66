/** How monitors stood, as plain data: with a range that is taken up again an alert goes on. */
import { z } from "zod";

import type { GroupMemory } from "../../../datadog/monitors/stateMachine";
import { monitorStates } from "../../../datadog/monitors/states";
import type { KeptGroups } from "./groupStates";

const state = z.enum(monitorStates);
const time = z.number();
const never = time.optional();

export const keptMonitor = z.object({
    id: z.int(),
    /** What the states depend on. */
    key: z.string(),
    /** When it was evaluated last. */
    until: time,
    states: z.array(
        z.object({
            ...{ name: z.string(), status: state, since: time, told: state.optional() },
            lastTriggered: never,
            lastResolved: never,
            lastNoData: never,
            lastNotified: never,
        }),
    ),
    history: z.array(z.object({ group: z.string(), time, status: state.optional() })),
    memory: z.array(z.object({ group: z.string(), state, lastData: never, missingSince: never })),
});

export type KeptMonitor = z.output<typeof keptMonitor>;

/** The same by another clock: what is kept has the clients' times, which go on over a restart. */
export function atTimes(kept: KeptMonitor, clock: (time: number) => number): KeptMonitor {
    const by = (one: number | undefined): number | undefined =>
        one === undefined ? undefined : clock(one);
    return {
        ...kept,
        until: clock(kept.until),
        states: kept.states.map((one) => ({
            ...one,
            since: clock(one.since),
            lastTriggered: by(one.lastTriggered),
            lastResolved: by(one.lastResolved),
            lastNoData: by(one.lastNoData),
            lastNotified: by(one.lastNotified),
        })),
        history: kept.history.map((one) => ({ ...one, time: clock(one.time) })),
        memory: kept.memory.map((one) => ({
            ...one,
            lastData: by(one.lastData),
            missingSince: by(one.missingSince),
        })),
    };
}

/** While the range was away nobody knew how the groups stood. */
export function groupsIn({ states, history, until }: KeptMonitor): KeptGroups {
    return {
        states: states.map((one) => ({
            ...one,
            lastTriggered: one.lastTriggered,
            lastResolved: one.lastResolved,
            lastNoData: one.lastNoData,
            lastNotified: one.lastNotified,
            told: one.told,
        })),
        history: [
            ...history.map(({ group, time: at, status }) => ({ group, time: at, status })),
            ...states.map(({ name }) => ({ group: name, time: until, status: undefined })),
        ],
    };
}

export function memoryIn({ memory }: KeptMonitor): ReadonlyMap<string, GroupMemory> {
    return new Map(
        memory.map(({ group, state: last, lastData, missingSince }) => [
            group,
            { state: last, lastData, missingSince },
        ]),
    );
}
