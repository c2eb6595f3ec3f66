import { formatDuration, parseDuration } from "../components/settings/duration";
import { isResponseOnly, undoesFaults } from "../scenarios/remediation";
import { armId } from "./armId";

/**
 * When a fix comes: it is there a quarter of an hour before the load; in the same `pulumi up` as the
 * incident; a minute after the first monitor has told; or so many seconds after the first user.
 * Before is prevention; so in effect is the same `up`, because the load waits for the fix's pods.
 * The rest is response.
 */
export type FixMoment = "before" | "start" | "detection" | number;

/** How long it takes somebody who has been told to do something. Assumed. */
export const responderSeconds = 60;

const named = ["before", "start", "detection"] as const;

/** A moment as people write it; undefined for anything else. */
export function parseMoment(text: string): FixMoment | undefined {
    return named.find((name) => name === text) ?? parseDuration(text);
}

export function momentText(moment: FixMoment): string {
    return typeof moment === "number" ? formatDuration(moment) : moment;
}

export const isPrevention = (moment: FixMoment): boolean => moment === "before";

/** A restart needs something that is there, and with its fault undone an incident never begins. */
function isPossibleAt(remediation: string, moment: FixMoment): boolean {
    return (
        (moment !== "before" || !isResponseOnly(remediation)) &&
        (moment !== "start" || !undoesFaults(remediation))
    );
}

/** A fix and when it comes: what a rehearsal plays with each seed. */
export interface ArmKey {
    /** `none`, or like `hpa,limits@detection`. */
    readonly id: string;
    /** As the setting spells it. */
    readonly remediation: string;
    /** Null: there is nothing that could come. */
    readonly moment: FixMoment | null;
}

/**
 * The first remediation is the reference, in place before; each other one comes at each moment at
 * which it can: a restart before there is anything to cut off is none.
 */
export function armsOf(
    remediations: readonly string[],
    moments: readonly FixMoment[],
): readonly ArmKey[] {
    return remediations.flatMap((remediation, index): ArmKey[] => {
        if (remediation === "none") {
            return [{ id: remediation, remediation, moment: null }];
        }
        const own = index === 0 ? (["before"] as const) : moments;
        const possible = own.filter((moment) => isPossibleAt(remediation, moment));
        return possible.map((moment) => ({
            id: armId(remediation, momentText(moment)),
            remediation,
            moment,
        }));
    });
}

/** Of one seed the run itself is written; of several one is played again for that. */
interface Written {
    readonly seeds: readonly number[];
    readonly out?: string;
}

export function isPlayedAgain({ seeds, out }: Written): boolean {
    return out !== undefined && seeds.length > 1;
}

/** How many runs these are at least. */
export function leastRuns(keys: readonly ArmKey[], written: Written): number {
    return keys.length * (written.seeds.length + (isPlayedAgain(written) ? 1 : 0));
}
