import type { StatsEntry } from "./statsEntry";
import { reportedShares } from "./statsEntry";
import type { UserStatistics } from "./userStatistics";

/*
 * The tables that Locust 2.32 prints on stderr: print_stats every few seconds, and at the end the
 * whole run, its percentiles and its errors. Widths are those without a terminal. Source:
 * locust/stats.py (get_stats_summary, StatsEntry.to_string, percentile, get_error_report_summary).
 */

const typeWidth = 8;
const nameWidth = 80;
/** Characters that the table saves by compacting its other columns. */
const columnWidth = nameWidth - typeWidth + 4;

const left = (text: string, width: number): string => text.padEnd(width);
const right = (text: string | number, width: number): string => String(text).padStart(width);
const whole = (value: number, width: number): string => right(Math.trunc(value), width);
const dashes = (...widths: readonly number[]): string =>
    widths.map((width) => "-".repeat(width)).join("|");

const headings =
    `${left("Type", typeWidth)} ${left("Name", columnWidth)} ${right("# reqs", 7)} ` +
    `${right("# fails", 12)} |${right("Avg", 7)} ${right("Min", 7)} ${right("Max", 7)}` +
    `${right("Med", 7)} | ${right("req/s", 7)} ${right("failures/s", 11)}`;

const rule = dashes(typeWidth, columnWidth, 7, 13, 7, 7, 7, 7, 8, 11);

/** A row of the table: rates of the last ten seconds, or of the whole run. */
function rowLine(entry: StatsEntry, rates: "current" | "total"): string {
    const { method, name, requests, failures } = entry;
    const [requestRate, failureRate] =
        rates === "current"
            ? [entry.currentRequestsPerSecond, entry.currentFailuresPerSecond]
            : [entry.perSecond(requests), entry.perSecond(failures)];
    const share = requests === 0 ? 0 : (failures / requests) * 100;
    return (
        `${left(method === "" ? "" : `${method} `, typeWidth)} ${left(name, columnWidth)} ` +
        `${right(requests, 7)} ${right(`${failures}(${share.toFixed(2)}%)`, 12)} |` +
        `${whole(entry.meanMs, 7)} ${whole(entry.lowestMs, 7)} ${whole(entry.maxMs, 7)}` +
        `${whole(entry.medianMs, 7)} | ` +
        `${right(requestRate.toFixed(2), 7)} ${right(failureRate.toFixed(2), 11)}`
    );
}

/** The table, and the empty line that follows it. */
export function tableLines(
    statistics: UserStatistics,
    rates: "current" | "total",
): readonly string[] {
    return [
        headings,
        rule,
        ...statistics.sorted().map((entry) => rowLine(entry, rates)),
        rule,
        rowLine(statistics.total, rates),
        "",
    ];
}

/** Locust gives the first percentile the width of a count, and the count that of a percentile. */
function percentileColumns(
    type: string,
    name: string,
    values: readonly (string | number)[],
): string {
    const [first = "", ...rest] = values;
    const columns = [right(first, 8), ...rest.map((value) => right(value, 6))];
    return `${left(type, typeWidth)} ${left(name, nameWidth)} ${columns.join(" ")}`;
}

function percentileLine(entry: StatsEntry): string {
    return percentileColumns(entry.method, entry.name, [...entry.percentiles(), entry.requests]);
}

/** What Locust prints once the run is over. */
export function finalLines(statistics: UserStatistics): readonly string[] {
    return [
        ...tableLines(statistics, "total"),
        ...percentileLines(statistics),
        ...errorLines(statistics),
    ];
}

function percentileLines(statistics: UserStatistics): readonly string[] {
    const shares = reportedShares.map((share) => `${Number((share * 100).toFixed(6))}%`);
    const line = dashes(typeWidth, nameWidth, 8, ...shares.map(() => 6));
    const used = [...statistics.sorted(), statistics.total].filter(({ requests }) => requests > 0);
    return [
        "Response time percentiles (approximated)",
        percentileColumns("Type", "Name", [...shares, "# reqs"]),
        line,
        ...used.slice(0, -1).map(percentileLine),
        line,
        ...used.slice(-1).map(percentileLine),
        "",
    ];
}

function errorLines(statistics: UserStatistics): readonly string[] {
    const errors = statistics.errors();
    const line = dashes(18, nameWidth + 80 - 19);
    return errors.length === 0
        ? []
        : [
              "Error report",
              `${left("# occurrences", 18)} ${left("Error", 100)}`,
              line,
              ...errors.map(
                  ({ occurrences, method, name, error }) =>
                      `${left(String(occurrences), 18)} ${left(`${method} ${name}: ${error}`, 100)}`,
              ),
              line,
              "",
          ];
}
