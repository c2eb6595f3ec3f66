/** A scorecard for a terminal, and for a file: equal records give equal bytes. */
import { table } from "table";

import type { Scorecard } from "./score";

const points = (value: number | null): string => (value === null ? "–" : String(value));

export function cardText(card: Scorecard): string {
    const { task, seed, total, firstHarm, skills, collateral, refused } = card;
    const rows = skills.map(({ skill, points: got, seconds, beside }) => [
        skill,
        points(got),
        seconds === null ? "–" : `${seconds} s`,
        points(beside.nothing),
        points(beside.best),
    ]);
    const harm =
        firstHarm === null ? "users were not harmed" : `first harm at ${Math.round(firstHarm)} s`;
    const { touched, deleted, requestsLost } = collateral;
    return [
        `${task}, seed ${seed} (simulated): ${total === null ? "not scored" : `${total} of 100`}; ${harm}`,
        "",
        table([["skill", "points", "after", "doing nothing", "to compare"], ...rows]).trimEnd(),
        "",
        ...skills.flatMap(({ skill, reasons, evidence, beside }) => [
            `${skill}:`,
            ...reasons.map((reason) => `  ${reason}`),
            ...evidence.map((line) => `    | ${line}`),
            ...(beside.bestText === "" ? [] : [`  to compare: ${beside.bestText}`]),
        ]),
        `collateral: ${requestsLost} requests cut off; touched without need: ${listed(touched)}; ` +
            `deleted: ${listed(deleted)}`,
        ...refused.map((line) => `not understood, ${line}`),
        "",
    ].join("\n");
}

const listed = (names: readonly string[]): string =>
    names.length === 0 ? "none" : names.join(", ");

/** The same for programs. */
export const cardJson = (card: Scorecard): string => `${JSON.stringify(card, undefined, 4)}\n`;
