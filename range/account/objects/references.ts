/** What refers to what, by the ids of the account. */
import { referencesOf } from "../../../datadog/query/references";
import type { Account } from "../account";

/** Composites and SLOs that need the monitor, in words. */
export function monitorUsers(account: Account, id: number): readonly string[] {
    const composites = [...account.monitors.values()].filter(
        ({ type, query }) =>
            type === "composite" && referencesOf(String(query)).monitors.includes(String(id)),
    );
    const slos = [...account.slos.values()].filter(
        ({ monitor_ids: ids }) => Array.isArray(ids) && ids.includes(id),
    );
    return [
        ...composites.map((one) => `composite monitors: [${String(one.id)}]`),
        ...slos.map((one) => `slos: [${String(one.id)}]`),
    ];
}

/** Ids of the monitors that watch the SLO. */
export function monitorsWithSlo(account: Account, slo: string): readonly number[] {
    return [...account.monitors]
        .filter(
            ([, { type, query }]) =>
                type === "slo alert" && referencesOf(String(query)).slos.includes(slo),
        )
        .map(([id]) => id);
}
