import { medianOfKnown } from "../verdict/chance";
import { stretchFrom } from "../verdict/course";
import type { LeadFigure } from "../verdict/fixWorth";
import { type ArmRuns, fixResults, fixVerdict, type Played } from "./fixResult";
import type { ArmKey } from "./moment";
import type { ArmStanding } from "./types";

/** What is known of each arm by the runs that have ended, while others are still played. */
export class Standings {
    /** In the order of the arms; empty until a run has ended. */
    all: readonly ArmStanding[] = [];
    private readonly arms: readonly (ArmRuns & { readonly runs: Map<number, Played> })[];

    constructor(
        keys: readonly ArmKey[],
        private readonly lead: LeadFigure,
    ) {
        this.arms = keys.map((key) => ({ key, runs: new Map() }));
    }

    ended({ id }: ArmKey, seed: number, played: Played): void {
        const at = this.arms.findIndex(({ key }) => key.id === id);
        this.arms[at]?.runs.set(seed, played);
        // With the first all are compared; of the others each stands for itself.
        this.all = this.arms.map((arm, index) => {
            const known = at === 0 || index === at ? undefined : this.all[index];
            return known ?? this.standingOf(arm);
        });
    }

    private standingOf(arm: ArmRuns): ArmStanding {
        const { lead } = this;
        const { key, runs } = arm;
        const [reference = arm] = this.arms;
        const fixes = fixResults(reference, arm, lead);
        const stretches =
            key.moment === null
                ? [...runs.values()].map(({ outcome }) => stretchFrom(outcome.course, 0))
                : [...fixes.values()].map(({ withFix }) => withFix);
        return {
            arm: key.id,
            runsDone: runs.size,
            value: medianOfKnown(stretches.map((stretch) => stretch[lead])),
            verdict: fixVerdict(fixes),
        };
    }
}
