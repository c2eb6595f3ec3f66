import pc from "picocolors";
import { getBorderCharacters, table } from "table";

import type { Finding, Standing } from "../../live/doctor/finding";
import { terminalWidth } from "../terminalWidth";

const words: Readonly<Record<Standing, string>> = {
    ok: pc.green("ok"),
    advice: pc.yellow("advice"),
    missing: pc.red("missing"),
    unknown: pc.dim("unknown"),
};

/** Columns that the first two and all borders take. */
const besides = 42;

export function findingsText(findings: readonly Finding[]): string {
    const rows = findings.map(({ what, standing, found, mend }) => [
        what,
        words[standing],
        mend === undefined ? found : `${found}\n→ ${mend}`,
    ]);
    const lacking = findings.filter(({ standing }) => standing === "missing").length;
    const lines = table([["", "", "found"].map(pc.bold), ...rows], {
        border: getBorderCharacters("norc"),
        columns: { 2: { width: Math.max(30, terminalWidth() - besides), wrapWord: true } },
        drawHorizontalLine: (line, count) => line < 2 || line === count,
    });
    const verdict =
        lacking === 0
            ? pc.green("Nothing that is needed is missing.")
            : pc.red(`Missing: ${lacking}. Mend what an arrow stands before, then ask again.`);
    return `${lines}${verdict}`;
}
