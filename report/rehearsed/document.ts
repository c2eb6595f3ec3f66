import type { RehearsalResult } from "../../rehearsal/types";
import { headline } from "../headline";
import { bestArm, judgementText, momentsOf } from "../judgement";
import type { Figure, MonitorReport, ReportModel, Shortage } from "../model";

/** What `npm start -- --json` prints: the rehearsal's result, and what the report makes of it. */
export interface ReportDocument extends RehearsalResult {
    readonly command: string;
    readonly headline: string;
    /** By moment the arm that helps most; null when none does. */
    readonly best: Readonly<Record<string, string | null>>;
    /** What each arm does to the lead figure, with the seeds' count where they do not agree. */
    readonly judgements: Readonly<Record<string, string | null>>;
    /** What the node could not carry, by arm; null where it had CPU for all. */
    readonly shortages: Readonly<Record<string, Shortage | null>>;
    /** The table of the page: medians, ranges and effects by arm. */
    readonly figures: readonly Figure[];
    /** By arm; null where monitors were not tried. Spans in seconds since the first user, detection since the first harm. */
    readonly monitors: Readonly<Record<string, MonitorReport | null>>;
}

export function rehearsalDocument(result: RehearsalResult, model: ReportModel): ReportDocument {
    const byArm = <T>(of: (arm: ReportModel["arms"][number]) => T): Record<string, T> =>
        Object.fromEntries(model.arms.map((arm) => [arm.id, of(arm)]));
    return {
        ...result,
        command: model.command,
        headline: headline(model),
        best: Object.fromEntries(
            momentsOf(model).map((moment) => [moment, bestArm(model, moment)?.id ?? null]),
        ),
        judgements: byArm(({ id, fix }) => (fix === undefined ? null : judgementText(model, id))),
        shortages: byArm(({ shortage }) => shortage ?? null),
        figures: model.figures,
        monitors: byArm(({ monitors }) => monitors ?? null),
    };
}
