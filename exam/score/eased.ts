/**
 * What is asked for where no known fix serves an incident's users within the SLOs while all of them
 * stay: that the incident's own symptoms are over.
 */
import type { ServiceName } from "../../shop/services";
import { entrance } from "../../verdict/counts";
import type { ExamRecord } from "../record/record";
import type { Truth } from "../truth/truth";
import type { Response } from "./play";

/** Whether the simulation knows no fix that is enough. */
export const isBeyondFixes = (response: Response | null): boolean => response?.seconds === null;

/** From when on, in seconds; undefined: they go on, or the record has none that could be over. */
export function easedSince(record: ExamRecord, { scenario, traffic }: Truth): number | undefined {
    const symptoms = scenario?.symptoms ?? [];
    const shares = symptoms.flatMap(({ figure, above, atLeast }) =>
        figure === "requestFailureRatio" ? (above ?? atLeast ?? []) : [],
    );
    const share = Math.min(...shares);
    const served = Number.isFinite(share) ? traffic.failedAtMostSince(share) : undefined;
    const dying = symptoms
        .filter(({ figure }) => ends.has(figure))
        .map(({ service = entrance }) => service);
    return served === undefined
        ? undefined
        : Math.max(served, ...dying.map((service) => lastRestart(record, service)));
}

/** Figures that count ends of containers. */
const ends: ReadonlySet<string> = new Set(["restarts", "oomKills", "crashLoopBackOffs"]);

/** When a container of the service last came back; -Infinity: none has. */
function lastRestart({ pods }: ExamRecord, service: ServiceName): number {
    const seen = new Map<string, number>();
    let last = -Infinity;
    for (const entry of pods.filter((one) => one.service === service)) {
        for (const { name, restarts } of entry.pods) {
            if (restarts > (seen.get(name) ?? restarts)) {
                last = entry.at;
            }
            seen.set(name, restarts);
        }
    }
    return last;
}
