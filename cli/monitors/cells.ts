/** A cell of the matrix of monitors and runs: how a monitor did in a run, and whether it may. */
import type pc from "picocolors";

import type { MonitorRow, MonitorRun } from "../../verdict/monitors/monitorRun";

export type Colours = ReturnType<typeof pc.createColors>;

/** Signs for how a cell stands to the contract. */
export interface Signs {
    readonly kept: string;
    readonly broken: string;
    readonly may: string;
    readonly silent: string;
    readonly unknown: string;
    readonly border: "norc" | "ramac";
    readonly dash: string;
    readonly ellipsis: string;
}

export const fancy: Signs = {
    kept: "✔",
    broken: "✘",
    may: "○",
    silent: "·",
    unknown: "?",
    border: "norc",
    dash: "–",
    ellipsis: "…",
};
export const ascii: Signs = {
    kept: "+",
    broken: "!",
    may: "o",
    silent: ".",
    unknown: "?",
    border: "ramac",
    dash: "-",
    ellipsis: "...",
};

export function header({ name, origin, users }: MonitorRun): string {
    return `${name}\n${origin}\n${users} users`;
}

/** Ids of the catalogue speak for themselves; numbers do not. */
export function nameOf(monitor: string, runs: readonly MonitorRun[]): string {
    const row = runs.flatMap(({ rows }) => rows).find((one) => one.monitor === monitor);
    return /^\d+$/.test(monitor) ? `${monitor} ${row?.title ?? ""}` : monitor;
}

export function cell(row: MonitorRow, signs: Signs, colours: Colours): string {
    const mark = markOf(row, signs, colours);
    return `${mark} ${stateText(row, signs, colours)}`;
}

function markOf(row: MonitorRow, signs: Signs, colours: Colours): string {
    const { contract, firstAlertAt, unjudged } = row;
    if (contract === undefined) {
        return " ";
    }
    if (contract.problem !== undefined) {
        return colours.red(signs.broken);
    }
    if (contract.expectation === "must") {
        return colours.green(signs.kept);
    }
    if (unjudged !== undefined) {
        return colours.yellow(signs.unknown);
    }
    return firstAlertAt === undefined ? colours.dim(signs.silent) : colours.dim(signs.may);
}

function stateText(row: MonitorRow, signs: Signs, colours: Colours): string {
    const { reached, secondsToDetect, flaps, secondsToRecover, unjudged } = row;
    if (unjudged !== undefined) {
        return colours.yellow("cannot be judged");
    }
    if (secondsToDetect === undefined) {
        return reached === "Warn" ? colours.yellow("Warn") : colours.dim(reached);
    }
    const recovered = secondsToRecover === undefined ? "stays" : `${signed(secondsToRecover)} s`;
    const again = flaps > 0 ? ` ${flaps}x` : "";
    // It may have gone off by notifying of missing data alone.
    const what = colours.red(reached === "Alert" ? "Alert" : "No Data");
    return `${what} ${signed(secondsToDetect)} s ${signs.dash} ${recovered}${again}`;
}

export function signed(seconds: number): string {
    return seconds < 0 ? String(Math.round(seconds)) : `+${Math.round(seconds)}`;
}
