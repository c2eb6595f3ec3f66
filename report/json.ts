import type { RehearsalResult } from "../rehearsal/types";
import { headline } from "./headline";
import { bestArm, judgeArm, type Judgement, leadFigure } from "./judgement";
import type { Figure, MonitorReport, ReportModel, Shortage } from "./model";

/** What `npm start -- --json` prints: the rehearsal's result, and what the report makes of it. */
export interface ReportDocument extends RehearsalResult {
    readonly command: string;
    readonly headline: string;
    /** The figure that the incident is about, one of `figures`. */
    readonly lead: string;
    /** The arm that helps most; null when none does. */
    readonly best: string | null;
    /** What each arm does to the lead figure. */
    readonly judgements: Readonly<Record<string, Judgement | null>>;
    /** What the node could not carry, by arm; null where it had CPU for all. */
    readonly shortages: Readonly<Record<string, Shortage | null>>;
    /** The table of the page: means, ranges and effects by arm. */
    readonly figures: readonly Figure[];
    /** By arm; null where monitors were not tried. Times in seconds since the first user. */
    readonly monitors: Readonly<Record<string, MonitorReport | null>>;
}

export function documentOf(result: RehearsalResult, model: ReportModel): ReportDocument {
    const lead = leadFigure(model);
    const byArm = <T>(of: (arm: ReportModel["arms"][number]) => T): Record<string, T> =>
        Object.fromEntries(model.arms.map((arm) => [arm.id, of(arm)]));
    return {
        ...result,
        command: model.command,
        headline: headline(model),
        lead: lead.id,
        best: bestArm(model) ?? null,
        judgements: byArm(({ id }) => judgeArm(model, id) ?? null),
        shortages: byArm(({ shortage }) => shortage ?? null),
        figures: model.figures,
        monitors: byArm(({ monitors }) => monitors ?? null),
    };
}
