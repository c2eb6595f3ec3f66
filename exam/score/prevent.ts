/** Whether users would have been spared, by the simulation. */
import type { ArmCost } from "../../rehearsal/types";
import type { Truth } from "../truth/truth";
import { isBeyondPrevention, isWithin, type Play, preventPoints } from "./play";
import type { Plays } from "./plays";
import { isBeyondProposals } from "./proposal";
import { failed, notAsked, percent, type SkillScore } from "./skillScore";

export function scorePrevent(
    { causes, faults }: Truth,
    { without, proposed, best }: Plays,
): SkillScore {
    if (causes.length === 0) {
        return notAsked("prevent", "nothing was wrong");
    }
    if (without.every(isWithin)) {
        return notAsked("prevent", "users do not suffer of it, so the simulation cannot tell");
    }
    if (isBeyondProposals(faults)) {
        const text =
            "somebody did it to a shop that was well, and no setting of the shop prevents that";
        return notAsked("prevent", text);
    }
    if (proposed === null) {
        return failed("prevent", "no answer");
    }
    if (proposed.problem !== null) {
        return failed("prevent", `cannot be played: ${proposed.problem}`);
    }
    return {
        skill: "prevent",
        points: preventPoints(proposed.plays, best),
        seconds: null,
        reasons: [
            `within the SLOs in ${proposed.plays.filter(isWithin).length} of ${proposed.plays.length} plays with it, ` +
                `in ${without.filter(isWithin).length} of ${without.length} without`,
            ...(isBeyondPrevention(best) ? [easedText(proposed.plays)] : []),
            ...(proposed.cost === null ? [] : [costText(proposed.cost)]),
        ],
        evidence: [playsText(proposed.text, proposed.plays), playsText("nothing", without)],
    };
}

function easedText(plays: readonly Play[]): string {
    const eased = plays.filter((play) => !isWithin(play) && !play.hasSymptoms).length;
    return (
        `without the incident's symptoms in ${eased} more, which count half: no known fix keeps ` +
        "users within the SLOs"
    );
}

/** At its peak, as the pods' requests have it. */
function costText(cost: ArmCost): string {
    const cores = cost.peakAddedCpuRequestCores;
    const mebibytes = Math.round(cost.peakAddedMemoryRequestBytes / 2 ** 20);
    return (
        `costs ${cores} cores and ${mebibytes} MiB more in requests, at its peak, and ` +
        `${cost.addedCpuLimitCores} cores in limits`
    );
}

function playsText(name: string, plays: readonly Play[]): string {
    const each = plays.map(
        ({ seed, badMinutes, failedShare }) =>
            `seed ${seed}: ${badMinutes} bad minutes, ${percent(failedShare)} failed`,
    );
    return `simulated with ${name}: ${each.join("; ")}`;
}
