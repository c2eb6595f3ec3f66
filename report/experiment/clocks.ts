import type { KeptArm, KeptExperiment } from "../../experiment/kept/schema";
import { armIdOf } from "../../experiment/result";
import { titleAlone } from "../../shop/names";
import { median } from "../../verdict/chance";

/** When something happened under each arm. */
export interface ClockRow {
    readonly id: string;
    readonly title: string;
    /** By arm; only those that came to an injection. */
    readonly cells: Readonly<Record<string, ClockCell>>;
}

export interface ClockCell {
    /** Of the runs that came to it: median, first and last, in seconds after the first user. */
    readonly seconds: number | null;
    readonly range: readonly [low: number, high: number] | null;
    /** The median time after the first failed request; null where none failed. */
    readonly afterHarm: number | null;
    readonly reached: number;
    /** Those that can tell; 0: it is not known. */
    readonly runs: number;
}

type Clocks = KeptArm["clocks"];

interface Definition {
    readonly id: string;
    readonly title: string;
    readonly of: (clocks: Clocks) => number | null;
    /** Of a length of time there is no distance from anything. */
    readonly isSpan?: true;
}

const before: readonly Definition[] = [
    { id: "injection", title: "incident injected", of: ({ injection }) => injection },
    { id: "harm", title: "first request fails", of: ({ firstFailure }) => firstFailure },
    { id: "restart", title: "first restart", of: ({ firstRestart }) => firstRestart },
];

const after: readonly Definition[] = [
    { id: "scaleOut", title: "first scale-out", of: ({ firstScaleOut }) => firstScaleOut },
    {
        id: "recovery",
        title: "whole again, from the recovery's beginning",
        of: ({ recovery }) => recovery,
        isSpan: true,
    },
];

/** Monitors that alerted in any run, in the order in which they first did. */
export function clockRows({ arms, remediations }: KeptExperiment): readonly ClockRow[] {
    const played = arms.filter(({ clocks }) => clocks.injection !== null);
    const order = ["none", ...remediations.filter((one) => one !== "none")];
    const groups = order
        .map((one) => played.filter(({ remediation }) => remediation === one))
        .filter((group) => group.length > 0);
    const alerts = alertNames(played).map((name): Definition => ({
        id: name,
        title: `alert: ${titleAlone(name)}`,
        of: ({ alerts: told }) => told[name] ?? null,
    }));
    return [...before, ...alerts, ...after].map(({ id, title, of, isSpan }) => ({
        ...{ id, title },
        cells: Object.fromEntries(
            groups.map((group) => [
                armIdOf(group[0]?.remediation ?? "none"),
                cellOf(
                    id === "harm" ? group.filter(tellsOfHarm) : group,
                    of,
                    isSpan === true || id === "harm",
                ),
            ]),
        ),
    }));
}

/** A load that was taken away left no results: whether it had failures is not known. */
const tellsOfHarm = ({ clocks, ending }: KeptArm): boolean =>
    clocks.firstFailure !== null || ending.kind === "load over";

function alertNames(arms: readonly KeptArm[]): readonly string[] {
    const first = new Map<string, number>();
    for (const { clocks } of arms) {
        for (const [name, at] of Object.entries(clocks.alerts)) {
            if (at !== null) {
                first.set(name, Math.min(at, first.get(name) ?? Infinity));
            }
        }
    }
    return [...first].sort(([, one], [, other]) => one - other).map(([name]) => name);
}

function cellOf(
    group: readonly KeptArm[],
    of: Definition["of"],
    hasNoDistance: boolean,
): ClockCell {
    const times = group.flatMap(({ clocks }) => of(clocks) ?? []);
    const distances = group.flatMap(({ clocks }) => {
        const [at, harm] = [of(clocks), clocks.firstFailure];
        return at === null || harm === null ? [] : [at - harm];
    });
    const none = times.length === 0;
    return {
        seconds: none ? null : median(times),
        range: none ? null : [Math.min(...times), Math.max(...times)],
        afterHarm: hasNoDistance || distances.length === 0 ? null : median(distances),
        reached: times.length,
        runs: group.length,
    };
}
