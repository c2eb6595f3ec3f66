import { join } from "node:path";

import colors from "picocolors";
import { table } from "table";

import { formatDuration } from "../../components/settings/duration";
import { ordersFile, placedOrdersFile, reportFile, type ResultFile } from "./decode";
import { type RequestFigures, isNewer, type RunSummary } from "./summary";

/** What a run came to, as people read it in a terminal. */
export function summaryText(run: RunSummary): string {
    return [
        colors.bold(headingOf(run)),
        ...warningsOf(run).map((warning) => colors.yellow(warning)),
        taskTable(run).trimEnd(),
        ...reasonLines(run.totals),
        ...orderLines(run),
    ].join("\n");
}

/** Where everything is, what is worth opening, and what is not there. */
export function filesText(
    directory: string,
    files: readonly ResultFile[],
    run: RunSummary | undefined,
): string {
    const has = (name: string): boolean => files.some((file) => file.name === name);
    const hasOrders = has(ordersFile) && run?.orders?.failed !== 0;
    const hasPlaced = has(placedOrdersFile) && run?.orders?.placed !== 0;
    return [
        `${files.length} files are in ${directory}: ${files.map(({ name }) => name).join(", ")}`,
        ...(has(reportFile) ? [`Locust's report: ${join(directory, reportFile)}`] : []),
        ...(hasOrders ? [`Orders to reconcile: ${join(directory, ordersFile)}`] : []),
        ...(hasPlaced ? [`Orders that were placed: ${join(directory, placedOrdersFile)}`] : []),
        ...(run?.omitted ?? []).map(({ name, bytes, why }) =>
            colors.yellow(`Left out: ${name}, ${Math.ceil(bytes / 1024)} KiB: ${why}`),
        ),
    ].join("\n");
}

function headingOf(run: RunSummary): string {
    const { mix, run: label, endedAt } = run;
    const seconds = run.ranSeconds ?? secondsBetween(run);
    const lasted = seconds === undefined ? "" : ` for ${formatDuration(Math.round(seconds))}`;
    return [
        `Load run${label === "" ? "" : ` ${label}`}: mix ${mix}`,
        `${usersText(run)}${lasted}`,
        `ended ${endedAt ?? "at an unknown time"}`,
    ].join(", ");
}

function secondsBetween({ startedAt, endedAt }: RunSummary): number | undefined {
    return startedAt === null || endedAt === null
        ? undefined
        : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}

function usersText({ users, level }: RunSummary): string {
    const most = `${users ?? "?"} users`;
    return level === null
        ? most
        : `as many users as keep the shop slow: held ${level.held}, up to ${level.highest}, ` +
              `of at most ${most}`;
}

function warningsOf(run: RunSummary): readonly string[] {
    const { requestedSeconds, stoppedEarly, workersLost, level, totals } = run;
    // How reasons start that scenarios/load/failures.py lays to the generator itself.
    const own = Object.entries(totals.failuresByReason).filter(([reason]) =>
        reason.startsWith("generator: "),
    );
    const unsent = own.reduce((sum, [, count]) => sum + count, 0);
    const wanted =
        requestedSeconds === null ? "" : `, ${formatDuration(requestedSeconds)} was asked for`;
    return [
        ...(isNewer(run) ? ["Written by a newer version: figures may mean something else."] : []),
        ...(stoppedEarly ? [`Stopped early${wanted}.`] : []),
        ...(level?.reachedBound === true
            ? ["All users that were allowed came; the shop may have been able to bear more."]
            : []),
        ...(workersLost > 0
            ? [`${workersLost} load generators were lost: less load than wanted reached the shop.`]
            : []),
        ...(unsent > 0
            ? [
                  `${unsent.toLocaleString("en-US")} requests failed in the load generator itself ` +
                      `(${own.map(([reason]) => reason.replace("generator: ", "")).join(", ")}): ` +
                      "less load than wanted reached the shop, and these are not its failures.",
              ]
            : []),
    ];
}

function taskTable({ tasks, totals }: RunSummary): string {
    const rows = [
        ...tasks.map((task) => rowOf(`${task.method} ${task.name}`.trim(), task)),
        rowOf("all", totals),
    ];
    return table([["task", "requests", "failed", "p50", "p95", "max"], ...rows], {
        columns: [1, 2, 3, 4, 5].reduce(
            (columns, index) => ({ ...columns, [index]: { alignment: "right" as const } }),
            {},
        ),
        drawHorizontalLine: (index, count) => [0, 1, count - 1, count].includes(index),
    });
}

function rowOf(name: string, { requests, failures, milliseconds }: RequestFigures): string[] {
    const { p50, p95, max } = milliseconds;
    const count = requests.toLocaleString("en-US");
    return [name, count, percent(failures, requests), ...[p50, p95, max].map(timeText)];
}

function reasonLines({ failuresByReason, requests }: RequestFigures): readonly string[] {
    const reasons = Object.entries(failuresByReason).sort(([, a], [, b]) => b - a);
    return reasons.length === 0
        ? ["No request failed."]
        : [
              "Failed requests by reason, of all requests:",
              ...reasons.map(
                  ([reason, count]) =>
                      `  ${percent(count, requests).padStart(7)}  ${reason} (${count.toLocaleString("en-US")})`,
              ),
          ];
}

function orderLines({ orders }: RunSummary): readonly string[] {
    if (orders === null) {
        return [];
    }
    const { placed, failed, declined, unanswered, moneyAtRisk } = orders;
    const dollars = moneyAtRisk.toLocaleString("en-US", { style: "currency", currency: "USD" });
    return [
        colors.bold(`Orders: ${failed} failed, ${dollars} at risk`) +
            `; ${placed} placed, ${declined} declined, ${unanswered} without an answer`,
    ];
}

function percent(part: number, whole: number): string {
    return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}

function timeText(milliseconds: number | null): string {
    if (milliseconds === null) {
        return "-";
    }
    return milliseconds < 1000
        ? `${Math.round(milliseconds)} ms`
        : `${(milliseconds / 1000).toFixed(1)} s`;
}
