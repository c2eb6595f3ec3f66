import { directionOf } from "./figureText";
import type { Figure, ReportModel } from "./model";

/** What an arm does to the figure that the incident is about. */
export type Judgement =
    | "cures"
    | "helps"
    | "hardly helps"
    | "no clear effect"
    | "makes it worse"
    /** On this node it cannot show what it is worth. */
    | "lacks CPUs";

/**
 * Nine tenths of the harm gone is a cure (of slowness: that the shop is as fast as ever), under a tenth hardly a help: words for people; the
 * figures and their intervals stand beside them.
 */
const [cure, hardly] = [0.9, 0.1];

/** Below this the shop is as fast as the guides have it without load. */
const normalMilliseconds = 200;

/**
 * Judges an arm by one figure; undefined where there is nothing to compare. Without an interval, as
 * with one seed only, by the difference alone: then chance is not ruled out.
 */
export function judge(figure: Figure, arm: string): Judgement | undefined {
    const before = figure.cells.none?.value;
    const { value, effect: shown } = figure.cells[arm] ?? {};
    if (arm === "none" || before === undefined || value === undefined) {
        return undefined;
    }
    const difference = value - before;
    const effect = shown ?? { estimate: difference, low: difference, high: difference };
    const direction = directionOf(figure, effect);
    if (direction === "worse") {
        return "makes it worse";
    }
    if (direction !== "better") {
        return "no clear effect";
    }
    const share = before === 0 ? 0 : Math.abs(effect.estimate / before);
    const isCured = figure.kind === "milliseconds" ? value < normalMilliseconds : share >= cure;
    return isCured ? "cures" : share >= hardly ? "helps" : "hardly helps";
}

/**
 * Judges an arm by the figure that the incident is about. What still has the front-end killed is no
 * cure, however few requests it costs; nor is what does not fit on the node. What fails there for
 * want of CPU may well help on a larger one.
 */
export function judgeArm(model: Judged, arm: string): Judgement | undefined {
    const judgement = judge(leadFigure(model), arm);
    const restarts = model.figures.find(({ id }) => id === "frontEndRestarts")?.cells[arm]?.value;
    const isKilled = (restarts ?? 0) >= 0.5;
    const shortage = model.arms.find(({ id }) => id === arm)?.shortage;
    if (judgement === undefined || shortage === undefined) {
        return judgement === "cures" && isKilled ? "helps" : judgement;
    }
    if (shortage.seedsWithoutLoad > 0 || !["cures", "helps"].includes(judgement)) {
        return "lacks CPUs";
    }
    return isKilled || shortage.podsPending > 0 ? "helps" : judgement;
}

type Judged = Pick<ReportModel, "lead" | "figures" | "arms">;

/** The figure that this incident is about. Throws when the model does not have it. */
export function leadFigure({ lead, figures }: Pick<ReportModel, "lead" | "figures">): Figure {
    const figure = figures.find(({ id }) => id === lead);
    if (figure === undefined) {
        throw new Error(`the report has no figure ${lead}`);
    }
    return figure;
}

/** The arm whose lead figure is best, of those that are better than no fix beyond chance. */
export function bestArm(model: ReportModel): string | undefined {
    const figure = leadFigure(model);
    const sign = figure.better === "higher" ? -1 : 1;
    const valueOf = (arm: string): number => sign * (figure.cells[arm]?.value ?? Infinity);
    return model.arms
        .map(({ id }) => id)
        .filter((arm) => ["cures", "helps"].includes(judgeArm(model, arm) ?? ""))
        .sort((a, b) => valueOf(a) - valueOf(b))[0];
}
