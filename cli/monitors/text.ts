import pc from "picocolors";
import { getBorderCharacters } from "table";

import { wrapped } from "../../report/wrap";
import type { MonitorRun } from "../../verdict/monitors/monitorRun";
import { ascii, cell, type Colours, fancy, header, nameOf, signed, type Signs } from "./cells";
import { identityLines } from "./identity";
import { matrix } from "./matrix";

/**
 * The matrix of monitors and runs, and what is wrong with it.
 * @param columns how wide the terminal is: a wider matrix is cut into several
 */
export function monitorsText(
    runs: readonly MonitorRun[],
    isPlain: boolean,
    columns: number,
): string {
    const colours = pc.createColors(isPlain ? false : pc.isColorSupported);
    const signs = isPlain ? ascii : fancy;
    const monitors = [...new Set(runs.flatMap(({ rows }) => rows.map(({ monitor }) => monitor)))];
    const names = ["monitor", ...monitors.map((monitor) => nameOf(monitor, runs))];
    // Of a run that is only looked at a line says all.
    const shown = runs.filter(({ lookedFor }) => lookedFor === undefined);
    const cells = shown.map((run) => [
        header(run),
        ...monitors.map((monitor) => {
            const row = run.rows.find((one) => one.monitor === monitor);
            return row === undefined ? "" : cell(row, signs, colours);
        }),
    ]);
    return [
        matrix(names, cells, colours.bold, getBorderCharacters(signs.border), columns),
        ...legend(runs, signs).map((line) => wrapped(line, columns)),
        summary(runs, signs, colours),
        ...identityLines(runs, { named: signs.kept, silent: signs.silent }),
        ...leftOutLines(runs),
        ...hintLines(runs, signs),
    ].join("\n");
}

function legend(runs: readonly MonitorRun[], { dash, ...signs }: Signs): readonly string[] {
    const marks =
        `${signs.kept} went off as it must, ${signs.may} went off, as it may, ` +
        `${signs.silent} silent, ${signs.broken} contract broken`;
    return [
        ...(runs.some(({ isKept }) => isKept !== undefined) ? [marks] : []),
        `Alert +51 s ${dash} +356 s 2x: 51 s after the first harm, over 356 s after the end of the ` +
            "load, and went off again twice",
        "No Data: nothing came that it could judge; with a time, it went off for that. " +
            "Warn: no further than its warning",
    ];
}

function summary(runs: readonly MonitorRun[], signs: Signs, colours: Colours): string {
    const lines = runs.flatMap(({ name, rows, isKept, first, lookedFor, contractProblems }) => {
        const told =
            lookedFor !== undefined
                ? `is ${isKept === false ? "" : "not "}taken for ${lookedFor.join(" or ")}`
                : first === undefined
                  ? "nothing went off"
                  : `first: ${first.monitor}`;
        const verdict = isKept === undefined ? "no contract" : isKept ? "as expected" : "broken";
        const colour = isKept === false ? colours.red : colours.green;
        const when = first === undefined ? "" : ` ${signed(first.seconds)} s`;
        return [
            `${colour(verdict)}  ${name}: ${told}${when}`,
            ...contractProblems.map((one) => `   ${colours.red(signs.broken)} ${one}`),
            ...rows.flatMap(({ monitor, contract }) =>
                contract?.problem === undefined
                    ? []
                    : [`   ${colours.red(signs.broken)} ${monitor} ${contract.problem}`],
            ),
            ...rows.flatMap(({ monitor, contract, unjudged }) =>
                unjudged === undefined || contract?.problem === unjudged
                    ? []
                    : [`   ${colours.yellow(signs.unknown)} ${monitor} ${unjudged}`],
            ),
        ];
    });
    return ["", ...lines].join("\n");
}

/** What was not evaluated, each once: most of it is the same in every run. */
function leftOutLines(runs: readonly MonitorRun[]): readonly string[] {
    const lines = new Set(
        runs.flatMap(({ leftOut }) =>
            (leftOut ?? []).map(({ monitor, title, reason }) =>
                /^\d+$/.test(monitor)
                    ? `   ${monitor} ${title}: ${reason}`
                    : `   ${monitor}: ${reason}`,
            ),
        ),
    );
    return lines.size === 0 ? [] : ["", `Left out, ${lines.size} of the export:`, ...lines];
}

/** Each hint once, with the runs that it is about unless it is about all. */
function hintLines(runs: readonly MonitorRun[], { ellipsis }: Signs): readonly string[] {
    const names = new Map<string, string[]>();
    for (const { name, hints } of runs) {
        for (const { monitor, text } of hints) {
            const line = `${monitor}: ${text}`;
            names.set(line, [...(names.get(line) ?? []), name]);
        }
    }
    const lines = [...names].map(([line, of]) => {
        const where = of.length === runs.length ? "" : ` [${of.join(", ")}]`;
        return `   ${line.replaceAll("…", ellipsis)}${where}`;
    });
    return lines.length === 0 ? [] : ["", "Perhaps misspelt:", ...lines];
}
