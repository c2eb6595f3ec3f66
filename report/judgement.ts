import { armParts } from "../rehearsal/armId";
import { momentKind } from "./arms/armTitle";
import type { Arm, ArmFix, Figure, ReportBody } from "./model";

type Verdict = ArmFix["verdict"]["judgement"];

/** What a fix is worth to the figure that the incident is about. */
export type Judgement =
    | Verdict
    /** On this node it cannot show what it is worth. */
    | "lacks CPUs";

/**
 * Judges an arm; undefined without a fix. What does not fit on the node is no cure, and what fails
 * there for want of CPU may well help on a larger one.
 */
export function judgeArm({ arms }: Pick<ReportBody, "arms">, id: string): Judgement | undefined {
    const { fix, shortage } = arms.find((arm) => arm.id === id) ?? {};
    if (fix === undefined) {
        return undefined;
    }
    const { judgement } = fix.verdict;
    if (shortage === undefined) {
        return judgement;
    }
    const isGood = judgement === "cures" || judgement === "helps";
    if (shortage.seedsWithoutLoad > 0 || !isGood) {
        return "lacks CPUs";
    }
    return shortage.podsPending > 0 ? "helps" : judgement;
}

/** The judgement with what the seeds say: `helps in 4 of 10`. */
export function judgementText(model: Pick<ReportBody, "arms">, id: string): string {
    const judgement = judgeArm(model, id);
    const verdict = model.arms.find((arm) => arm.id === id)?.fix?.verdict;
    if (judgement === undefined || verdict === undefined) {
        return "";
    }
    return verdictText({ ...verdict, judgement });
}

/** What a fix is worth, with what the seeds say. */
export function verdictText({
    judgement,
    helped,
    seeds,
}: {
    readonly judgement: Judgement;
    readonly helped: number;
    readonly seeds: number;
}): string {
    return judgement === "helps sometimes" ? `helps in ${helped} of ${seeds}` : judgement;
}

/** The figure that this incident is about. Throws when the model does not have it. */
export function leadFigure({ lead, figures }: Pick<ReportBody, "lead" | "figures">): Figure {
    const figure = figures.find(({ id }) => id === lead);
    if (figure === undefined) {
        throw new Error(`the report has no figure ${lead}`);
    }
    return figure;
}

/** The moments at which fixes came: prevention first, then as they were asked for. */
export function momentsOf({ arms }: Pick<ReportBody, "arms">): readonly string[] {
    const moments = [...new Set(arms.flatMap(({ fix }) => fix?.moment ?? []))];
    return moments.sort((one, other) => Number(other === "before") - Number(one === "before"));
}

/** The fixes that came at a moment. */
export function armsAt({ arms }: Pick<ReportBody, "arms">, moment: string): readonly Arm[] {
    return arms.filter(({ fix }) => fix?.moment === moment);
}

/** For each fix of these groups of arms its arm in each of them; undefined: none is of that fix. */
export function armsByFix(
    groups: readonly (readonly Arm[])[],
): readonly { readonly fix: string; readonly arms: readonly (Arm | undefined)[] }[] {
    const fixOf = ({ id }: Arm): string => armParts(id).fix;
    return [...new Set(groups.flat().map(fixOf))].map((fix) => ({
        fix,
        arms: groups.map((arms) => arms.find((arm) => fixOf(arm) === fix)),
    }));
}

/** A report of what has no fix and the fixes of one moment only. */
export function reportAt(model: ReportBody, moment: string): ReportBody {
    const isShown = (id: string): boolean => [undefined, moment].includes(armParts(id).moment);
    const fixAt = armsAt(model, moment).flatMap(({ fix }) => fix?.shownAtSeconds ?? [])[0] ?? 0;
    return {
        ...model,
        range: fixAt > 0 ? { ...model.range, fixAt } : model.range,
        arms: model.arms.filter(({ id }) => isShown(id)),
        panels: model.panels.map((panel) => ({
            ...panel,
            lines: panel.lines.filter(({ arm }) => isShown(arm)),
        })),
        failures: model.failures.filter(({ arm }) => isShown(arm)),
    };
}

/** Fixes that the record accepts for that moment, that a setting applies, and that nobody tried. */
export function missingFixes(model: ReportBody, moment: string): readonly string[] {
    const use = momentKind(moment) === "Response" ? "response" : "prevention";
    const tried = armsAt(model, moment).map(({ id }) => armParts(id).fix);
    return model.fixes.flatMap(({ remediation, serves }) =>
        remediation !== undefined && serves.includes(use) && !tried.includes(remediation)
            ? [remediation]
            : [],
    );
}

/**
 * The fix to take at a moment, of those that help in more than half of the seeds: the one that leaves
 * least on average, since whoever takes it may meet the seed in which it fails.
 */
export function bestArm(model: ReportBody, moment: string): Arm | undefined {
    const rank = ({ fix }: Arm): readonly number[] => {
        const { cured = 0, helped = 0, seeds = 1 } = fix?.verdict ?? {};
        const left = (fix?.seeds ?? []).map(({ value }) => value);
        const onAverage = left.reduce((sum, value) => sum + value, 0) / left.length;
        return [-onAverage, cured / seeds, helped / seeds];
    };
    return armsAt(model, moment)
        .filter(({ id, fix }) => {
            const { helped = 0, seeds = 1 } = fix?.verdict ?? {};
            return helped / seeds > 0.5 && judgeArm(model, id) !== "lacks CPUs";
        })
        .sort((one, other) => compared(rank(other), rank(one)))[0];
}

/** By the first number that differs. */
function compared(one: readonly number[], other: readonly number[]): number {
    const differences = one.map((value, index) => value - (other[index] ?? 0));
    return differences.find((difference) => difference !== 0 && !Number.isNaN(difference)) ?? 0;
}
