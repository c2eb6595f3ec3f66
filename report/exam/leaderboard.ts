/** Many exams side by side: medians with their intervals, as a table and as a page. */
import { table } from "table";

import { type Skill } from "../../exam/answers/schema";
import type { Scorecard } from "../../exam/score/score";
import { median } from "../../verdict/chance";
import { confidence, leastValues, medianInterval } from "../../verdict/medianInterval";
import { escaped } from "../html/escape";
import { framed } from "../html/frame";
import { scrolled, section } from "../html/parts";

/** An exam as its record and scorecard have it. */
export interface SatExam {
    /** Who sat it: the agent's command, or what its folder is called. */
    readonly agent: string;
    readonly card: Scorecard;
}

const skills: readonly Skill[] = ["detect", "diagnose", "assess", "remediate", "prevent"];
const columns = ["total", ...skills] as const;
type Column = (typeof columns)[number];

/** An agent in a task: all its runs. */
interface Row {
    readonly agent: string;
    readonly task: string;
    readonly runs: number;
    readonly cells: Readonly<Record<Column, string>>;
}

const all = "all tasks";

function rowsOf(exams: readonly SatExam[]): readonly Row[] {
    const agents = [...new Set(exams.map(({ agent }) => agent))].sort();
    return agents.flatMap((agent) => {
        const own = exams.filter((one) => one.agent === agent);
        const tasks = [...new Set(own.map(({ card }) => card.task))].sort();
        return [
            // Of one task alone it would say the same twice.
            ...(tasks.length > 1 ? [rowOf(agent, all, own)] : []),
            ...tasks.map((task) =>
                rowOf(
                    agent,
                    task,
                    own.filter(({ card }) => card.task === task),
                ),
            ),
        ];
    });
}

function rowOf(agent: string, task: string, exams: readonly SatExam[]): Row {
    const cells = columns.map((column) => [column, cellOf(exams, column)]);
    return {
        ...{ agent, task, runs: exams.length },
        cells: Object.fromEntries(cells) as Row["cells"],
    };
}

/**
 * The median and its interval, and with too few runs for one the lowest and the highest, said so; of
 * what no run asked for a dash.
 */
function cellOf(exams: readonly SatExam[], column: Column): string {
    const values = exams.flatMap(({ card }) => pointsOf(card, column) ?? []);
    if (values.length === 0) {
        return "–";
    }
    const middle = String(median(values));
    const interval = medianInterval(values);
    const [least, most] = interval ?? [Math.min(...values), Math.max(...values)];
    if (least === most) {
        return middle;
    }
    return `${middle} ${interval === undefined ? `(${least} to ${most})` : `[${least}, ${most}]`}`;
}

function pointsOf({ total, skills: scored }: Scorecard, column: Column): number | null {
    return column === "total"
        ? total
        : (scored.find(({ skill }) => skill === column)?.points ?? null);
}

/** What stands behind a median. */
const legend =
    `In square brackets the median's interval at ${confidence * 100} % confidence, which takes ` +
    `${leastValues} runs or more; in round ones, of fewer runs, the lowest and the highest.`;

const heads = ["agent", "task", "runs", ...columns];
const texts = ({ agent, task, runs, cells }: Row): readonly string[] => [
    ...[agent, task, String(runs)],
    ...columns.map((column) => cells[column]),
];

export function leaderboardText(exams: readonly SatExam[]): string {
    return `${table([heads, ...rowsOf(exams).map((row) => [...texts(row)])])}\n${legend}`;
}

export function leaderboardPage(exams: readonly SatExam[]): string {
    const head = heads.map((one) => `<th scope="col">${escaped(one)}</th>`).join("");
    const body = rowsOf(exams).map((row) => {
        // A figure and its interval stay in one line.
        const figures = columns.map((column) => row.cells[column].replaceAll(" ", "\u00a0"));
        const cells = [row.agent, row.task, String(row.runs), ...figures].map(
            (one) => `<td>${escaped(one)}</td>`,
        );
        return `<tr${row.task === all ? ' class="lead"' : ""}>${cells.join("")}</tr>`;
    });
    const board = `<table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
    const intro = `Medians over the runs, 0 to 100; a dash is what a task does not ask for. ${legend}`;
    return framed({
        title: "Exams of agents",
        header: `<header><p class="banner"><b>SIMULATED</b> The world of these exams is simulated; what agents did in it is recorded.</p>
<h1>Exams of agents</h1></header>`,
        sections: [
            section("exams", "Scores", intro, scrolled("Scores", board, "scroll for more skills")),
        ],
    });
}
