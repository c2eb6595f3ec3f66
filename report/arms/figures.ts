import type { ArmCost, ArmResult } from "../../rehearsal/types";
import type { JudgedArm } from "../../verdict/judgedArm";
import {
    betterWay,
    type ComparedFigure,
    type Comparison,
    type FigureEffect,
} from "../../verdict/compare";
import { medianOrNull } from "../../verdict/chance";
import type { FigureCell, Difference, Figure, FigureKind } from "../model";

export interface Definition<Id extends string> {
    readonly id: Id;
    readonly label: string;
    readonly kind: FigureKind;
}

/** Figures of the runs, the telling ones first. */
export const runFigures: readonly Definition<ComparedFigure>[] = [
    { id: "requestFailureRatio", label: "requests failed", kind: "ratio" },
    { id: "orderFailureRatio", label: "orders failed", kind: "ratio" },
    { id: "unshippedOrders", label: "orders that wait for shipment", kind: "count" },
    { id: "frontEndRestarts", label: "front-end restarts", kind: "count" },
    { id: "otherRestarts", label: "restarts elsewhere", kind: "count" },
    { id: "oomKills", label: "killed for memory", kind: "count" },
    { id: "p50Ms", label: "p50 response time", kind: "milliseconds" },
    { id: "p95Ms", label: "p95 response time", kind: "milliseconds" },
    { id: "p99Ms", label: "p99 response time", kind: "milliseconds" },
    { id: "requestsPerSecond", label: "throughput", kind: "perSecond" },
    { id: "successesPerSecond", label: "successful requests", kind: "perSecond" },
    {
        id: "recoverySeconds",
        label: "whole again after the load",
        kind: "seconds",
    },
    {
        id: "firstScaleOutSeconds",
        label: "first scale-out after",
        kind: "seconds",
    },
];

/** What the fix asks for beyond the shop without it. */
const costs: readonly Definition<keyof ArmCost>[] = [
    {
        id: "peakAddedCpuRequestCores",
        label: "CPU requested on top",
        kind: "cores",
    },
    {
        id: "peakAddedMemoryRequestBytes",
        label: "memory requested on top",
        kind: "bytes",
    },
    { id: "peakAddedPods", label: "pods on top, at the peak", kind: "count" },
];

/** The arms, and each but the first beside it. */
export interface ComparedArms {
    readonly arms: readonly JudgedArm[];
    readonly comparisons: readonly Comparison[];
}

/** The table's lines of figures of runs; one that has no value under any arm is left out. */
export function figureLines(result: ComparedArms): readonly Figure[] {
    return runFigures.map((definition) => runFigure(definition, result)).filter(isKnown);
}

/** Its lines of what fixes cost. */
export function costLines({ arms }: { readonly arms: readonly ArmResult[] }): readonly Figure[] {
    return costs.map((definition) => costFigure(definition, arms)).filter(isKnown);
}

const isKnown = ({ cells }: Figure): boolean =>
    Object.values(cells).some(({ value }) => value !== undefined);

function runFigure(definition: Definition<ComparedFigure>, result: ComparedArms): Figure {
    const cells = result.arms.map((arm): [string, FigureCell] => {
        const comparison = result.comparisons.find((one) => one.arm === arm.id);
        const effect = comparison?.effects.find(({ figure }) => figure === definition.id);
        return [arm.id, cellOf(arm, definition.id, effect)];
    });
    return {
        ...definition,
        better: betterWay[definition.id],
        cells: Object.fromEntries(cells),
    };
}

function cellOf(
    arm: JudgedArm,
    figure: ComparedFigure,
    effect: FigureEffect | undefined,
): FigureCell {
    const all = arm.seeds.map(({ figures }) => figures[figure]);
    const value = medianOrNull(all);
    if (value === null) {
        return { value: undefined, range: undefined, effect: undefined };
    }
    const values = all.filter((one) => one !== null);
    return {
        value,
        range: [Math.min(...values), Math.max(...values)],
        effect: effectOf(effect),
    };
}

const directions = { helps: "better", harms: "worse", "no effect shown": "unclear" } as const;

function effectOf(shown: FigureEffect | undefined): Difference | undefined {
    if (shown === undefined || shown.difference === null || shown.range === null) {
        return undefined;
    }
    const { difference: estimate, range, effect } = shown;
    const [low, high] = range;
    return { estimate, low, high, direction: directions[effect] };
}

/** Cost is decided by the plan and, with an autoscaler, by the peak of the run that is shown. */
function costFigure(definition: Definition<keyof ArmCost>, arms: readonly ArmResult[]): Figure {
    const cells = arms.map(({ id, cost }): [string, FigureCell] => [
        id,
        { value: cost[definition.id], range: undefined, effect: undefined },
    ]);
    return { ...definition, better: undefined, cells: Object.fromEntries(cells) };
}
