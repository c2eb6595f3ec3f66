/**
 * What is asked for where no known fix serves an incident's users within the SLOs while all of them
 * stay: that the incident's own symptoms are over.
 */
import type { ServiceName } from "../../shop/services";
import type { Scenario } from "../../scenarios/scenario";
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
    return served === undefined ? undefined : Math.max(served, lastEnd(record, symptoms));
}

/** Where the record says why containers end, those that end for another reason are not meant. */
function lastEnd(record: ExamRecord, symptoms: Scenario["symptoms"]): number {
    const kills = symptoms.filter(({ figure }) => figure === "oomKills");
    const meant = kills.length > 0 ? kills : symptoms.filter(({ figure }) => ends.has(figure));
    const reason = kills.length > 0 ? "OOMKilled" : undefined;
    return Math.max(
        -Infinity,
        ...meant.map(({ service = entrance }) => lastRestart(record, service, reason)),
    );
}

/** Figures that count ends of containers for any reason. */
const ends: ReadonlySet<string> = new Set(["restarts", "crashLoopBackOffs"]);

/** When a container of the service last came back after such an end; -Infinity: none has. */
function lastRestart(
    { pods }: ExamRecord,
    service: ServiceName,
    reason: string | undefined,
): number {
    const seen = new Map<string, number>();
    let last = -Infinity;
    for (const entry of pods.filter((one) => one.service === service)) {
        for (const { name, restarts, lastTerminatedReason } of entry.pods) {
            const isMeant = reason === undefined || lastTerminatedReason === reason;
            if (isMeant && restarts > (seen.get(name) ?? restarts)) {
                last = entry.at;
            }
            seen.set(name, restarts);
        }
    }
    return last;
}
