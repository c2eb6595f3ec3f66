import type { JudgedArm } from "../../verdict/judgedArm";
import type { Comparison } from "../../verdict/compare";
import type { Foretold } from "../../experiment/prediction";
import type { KeptExperiment } from "../../experiment/kept/schema";
import { bestArm, judgementText, momentsOf } from "../judgement";
import type { Figure } from "../model";
import type { ClockRow } from "./clocks";
import type { ExperimentModel } from "./model";
import { experimentHeadline } from "./words";

/** What `npm run experiment -- --json` prints: what was kept, and what the report makes of it. */
export interface ExperimentDocument extends Omit<KeptExperiment, "arms"> {
    /** In the order in which they were played: endings, clocks, monitors, what was missing. */
    readonly runs: KeptExperiment["arms"];
    readonly headline: string;
    /** The fix that prevents most; null: none does. */
    readonly best: string | null;
    /** What each arm does to the lead figure. */
    readonly judgements: Readonly<Record<string, string | null>>;
    readonly lead: string;
    /** Judged as those of a rehearsal; a seed is a repetition. */
    readonly arms: readonly JudgedArm[];
    readonly comparisons: readonly Comparison[];
    readonly figures: readonly Figure[];
    readonly clocks: readonly ClockRow[];
    /** Null: nothing was rehearsed. */
    readonly prediction: Foretold | null;
}

export function experimentDocument(model: ExperimentModel): ExperimentDocument {
    const { arms: runs, ...kept } = model.kept;
    const [moment] = momentsOf(model);
    return {
        ...kept,
        runs,
        headline: experimentHeadline(model),
        best: moment === undefined ? null : (bestArm(model, moment)?.id ?? null),
        judgements: Object.fromEntries(
            model.arms.map(({ id, fix }) => [
                id,
                fix === undefined ? null : judgementText(model, id),
            ]),
        ),
        lead: model.lead,
        arms: model.result.arms,
        comparisons: model.result.comparisons,
        figures: model.figures,
        clocks: model.clocks,
        prediction: model.foretold ?? null,
    };
}
