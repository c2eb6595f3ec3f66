/** What an account holds, as plain data: a range that is taken up again has it as it was. */
import { z } from "zod";

import type { Account } from "./account";
import type { Fields } from "./http/exchange";
import { keptMonitor } from "./live/keptStates";
import type { LiveMonitors } from "./live/liveMonitors";
import { keptEvent, keptEvents, restoreEvents } from "./telemetry/keptEvents";

/** Objects by kind. What was measured is kept elsewhere. */
const kinds = [
    ...([
        "monitors",
        "slos",
        "dashboards",
        "pipelines",
        "logsMetrics",
        "tagConfigurations",
    ] as const),
    ...(["downtimes", "savedViews", "metricMetadata", "incidents"] as const),
] as const;

const fields = z.record(z.string(), z.unknown());
const entries = z.array(z.tuple([z.union([z.string(), z.number()]), fields])).default([]);

const keptAccount = z.object({
    format: z.literal(1),
    lastNumber: z.int(),
    pipelineOrder: z.array(z.string()),
    knownMetrics: z.array(z.string()),
    objects: z.partialRecord(z.enum(kinds), entries),
    monitorStates: z.array(keptMonitor).default([]),
    /** Those of monitors and of clients, by the clients' clock. */
    events: z.array(keptEvent).default([]),
});

export type KeptAccount = z.output<typeof keptAccount>;

export function keptOf(account: Account, live: LiveMonitors): KeptAccount {
    return {
        format: 1,
        lastNumber: account.lastNumber,
        pipelineOrder: [...account.pipelineOrder],
        knownMetrics: [...account.knownMetrics],
        objects: Object.fromEntries(kinds.map((kind) => [kind, [...account[kind]]])),
        monitorStates: [...live.kept()],
        events: keptEvents(account),
    };
}

/** @throws when it is not what `keptOf` has made. */
export function checkKept(kept: unknown): void {
    keptAccount.parse(kept);
}

/** @throws when it is not what `keptOf` has made. */
export function restore(account: Account, live: LiveMonitors, kept: unknown): void {
    const { lastNumber, pipelineOrder, knownMetrics, objects, monitorStates, events } =
        keptAccount.parse(kept);
    account.lastNumber = lastNumber;
    account.pipelineOrder = pipelineOrder;
    knownMetrics.forEach((metric) => {
        account.knownMetrics.add(metric);
    });
    for (const kind of kinds) {
        const into = account[kind] as Map<string | number, Fields>;
        objects[kind]?.forEach(([id, object]) => {
            into.set(id, object);
        });
    }
    live.restore(monitorStates);
    restoreEvents(account, events);
}
