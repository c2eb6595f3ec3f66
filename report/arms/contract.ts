import type { JudgedArm } from "../../verdict/judgedArm";
import type { Symptom, SymptomFigure } from "../../scenarios/scenario";
import { medianOrNull } from "../../verdict/chance";
import { boundsText, type SymptomVerdict } from "../../verdict/contract";
import { nothing, valueText } from "../figureText";
import type { SymptomCell, SymptomRow, FigureKind } from "../model";

const figures: Readonly<Record<SymptomFigure, readonly [label: string, kind: FigureKind]>> = {
    restarts: ["restarts", "count"],
    crashLoopBackOffs: ["waits in CrashLoopBackOff", "count"],
    oomKills: ["kills for memory", "count"],
    imagePullFailures: ["containers without their image", "count"],
    mostReplicas: ["pods asked for", "count"],
    requestFailureRatio: ["requests failed", "ratio"],
    orderFailureRatio: ["orders failed", "ratio"],
    browseFailureRatio: ["other requests failed", "ratio"],
    unshippedOrders: ["orders that wait for shipment", "count"],
    p95ResponseTimeMs: ["p95 response time", "milliseconds"],
};

/** The symptom contract, a line per symptom. */
export function symptomRows({
    arms,
}: {
    readonly arms: readonly JudgedArm[];
}): readonly SymptomRow[] {
    const symptoms = arms[0]?.seeds[0]?.contract.symptoms ?? [];
    return symptoms.map(({ symptom }, index) => ({
        text: symptomText(symptom),
        meaning: symptom.meaning,
        cells: Object.fromEntries(
            arms.map(({ id, seeds }): [string, SymptomCell] => [
                id,
                cellOf(
                    seeds
                        .map(({ contract }) => contract.symptoms[index])
                        .filter((verdict) => verdict !== undefined),
                ),
            ]),
        ),
    }));
}

function cellOf(verdicts: readonly SymptomVerdict[]): SymptomCell {
    const kind = figures[verdicts[0]?.symptom.figure ?? "restarts"][1];
    const value = medianOrNull(verdicts.map((verdict) => verdict.value));
    return {
        value: value === null ? nothing : valueText(kind, value),
        metSeeds: verdicts.filter(({ isMet }) => isMet).length,
        seeds: verdicts.length,
    };
}

/** `front-end: restarts 5 to 10`. */
function symptomText(symptom: Symptom): string {
    const { service, exceptService } = symptom;
    const [label, kind] = figures[symptom.figure];
    const where =
        service === undefined
            ? exceptService === undefined
                ? ""
                : `all but ${exceptService}: `
            : `${service}: `;
    return `${where}${label} ${boundsText(symptom, (value) => valueText(kind, value))}`;
}
