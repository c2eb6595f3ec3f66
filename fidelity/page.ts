import { median } from "../verdict/chance";
import { type BusyNode, busySection } from "./busyNode";
import type { SimulatedFigures } from "./figures";
import { type Foresight, foreseenSection } from "./foreseenRuns";
import type { MeasuredRun } from "./measuredRun";
import type { PromisedRun } from "./promises";
import type { Row } from "./row";
import { type StartupEffect, startupSection } from "./startupProbe";
import { requestCost } from "../twin/physics/frontEnd";
import { hostSpeeds } from "../twin/physics/hostSpeed";
import { endpointsLagSeconds } from "../twin/physics/network";

export interface ComparedRun {
    readonly run: MeasuredRun;
    /** The figures by which it is judged, and others. */
    readonly judged: readonly Row[];
    readonly others: readonly Row[];
    /** Simulated by constants that were fitted without this run; undefined: none depend on it. */
    readonly leftOut: readonly Row[] | undefined;
}

export interface KeptPromises {
    readonly run: PromisedRun;
    readonly figures: readonly SimulatedFigures[];
}

export interface Promises {
    readonly kept: readonly KeptPromises[];
    /** CPUs of the node on which they were played. */
    readonly nodeCpus: number;
}

/** Runs that are kept in every figure by which they are judged. */
const keptRuns = (compared: readonly ComparedRun[]): readonly ComparedRun[] =>
    compared.filter(({ judged }) => judged.every(isKept));

/** The whole page in a few words. */
export function keptText(compared: readonly ComparedRun[]): string {
    return `${keptRuns(compared).length} of ${compared.length} runs are kept in all five figures`;
}

/** What the page begins with. */
export const pageTitle = "# Fidelity of the simulated cluster";

/** docs/fidelity.md. */
export function fidelityPage(
    compared: readonly ComparedRun[],
    foresights: readonly Foresight[],
    promises: Promises,
    busy: BusyNode,
    effects: readonly StartupEffect[],
    seeds: number,
): string {
    const whole = keptRuns(compared);
    return [
        pageTitle,
        "",
        "Written by `npm run fidelity`; do not edit. **Every figure called simulated is simulated.**",
        `Medians of seeds 1 to ${seeds}, with the lowest and highest of them; measured figures are`,
        "single runs without repeats, good to 10 or 20 %.",
        "",
        `**${keptText(compared)}**: whether it crashes, restarts, failed`,
        "requests, requests per second and mean response time.",
        "",
        ...foreseenSection(foresights),
        ...leftOutSection(compared),
        ...compared.flatMap(runSection),
        ...busySection(busy),
        ...startupSection(effects),
        ...promiseSection(promises),
        ...reading(compared.filter((one) => !whole.includes(one)).map(({ run }) => run.id)),
        "",
    ].join("\n");
}

const isKept = ({ isInside }: Row): boolean => isInside !== false;

function leftOutSection(compared: readonly ComparedRun[]): readonly string[] {
    const predicted = compared.flatMap(({ run, leftOut }) => (leftOut ? { run, leftOut } : []));
    const whole = predicted.filter(({ leftOut }) => leftOut.every(isKept)).length;
    return [
        "## Each run predicted without itself",
        "",
        "The constants of what a request costs are set by closed loops and by runs that stayed alive.",
        "Here they are fitted again, by CPU a request and mean response times, without the run that they",
        `then predict (one step of least squares from the constants in use): **${whole} of ${predicted.length} are kept in all five figures.** How a process`,
        "grows warm is from the rented machine's runs as well. All others, those that crash, were never",
        "used for a constant of the front-end's CPU, so their sections below are predictions.",
        "",
        "| run | figure | measured | predicted | target |  |",
        "| --- | --- | ---: | ---: | --- | --- |",
        ...predicted.flatMap(({ run, leftOut }) =>
            leftOut.map((row) => `| ${run.id} | ${row.figure} | ${cells(row)} |`),
        ),
        "",
    ];
}

function cells({ measured, median, target, isInside }: Row): string {
    const verdict = isInside === undefined ? "" : isInside ? "kept" : "**missed**";
    return `${shown(measured)} | ${shown(median)} | ${target ?? ""} | ${verdict}`;
}

function runSection({ run, judged, others }: ComparedRun): readonly string[] {
    const service = run.hasService ? "" : ", no Service before the pod";
    const probes = run.isProbed === false ? ", without probes" : "";
    return [
        `## ${run.id}`,
        "",
        `${run.users} users for ${run.seconds} s, front-end limited to ${run.cpuLimit}${service}${probes}; ` +
            `host speed \`${run.conditions.hostSpeed}\`, mix \`${run.mix}\`.`,
        "",
        "| figure | measured | simulated | lowest to highest | deviation | target |  |",
        "| --- | ---: | ---: | ---: | ---: | --- | --- |",
        ...[...judged, ...others].map(
            ({ figure, measured, median, low, high, target, isInside }) =>
                `| ${figure} | ${shown(measured)} | ${shown(median)} | ${shown(low)} to ` +
                `${shown(high)} | ${deviation(measured, median)} | ${target ?? ""} | ` +
                `${isInside === undefined ? "" : isInside ? "kept" : "**missed**"} |`,
        ),
        "",
    ];
}

function promiseSection({ kept, nodeCpus }: Promises): readonly string[] {
    return [
        "## What the incidents promise",
        "",
        `With this project's own scripts, host speed \`published\`, a node of ${nodeCpus} CPUs. Nothing of`,
        "this was measured there.",
        "",
        "| run | figure | simulated | lowest to highest | promise |  |",
        "| --- | --- | ---: | ---: | --- | --- |",
        ...kept.flatMap(({ run, figures }) =>
            run.promises.map(({ words, value, low, high, digits }) => {
                const values = figures.map(value);
                const middle = median(values);
                const isKept = middle >= low && middle <= high;
                const bound =
                    low === high
                        ? `${low}`
                        : high === Infinity
                          ? `${low} or more`
                          : `${low} to ${high}`;
                return (
                    `| ${run.title} | ${words} | ${middle.toFixed(digits)} | ` +
                    `${Math.min(...values).toFixed(digits)} to ` +
                    `${Math.max(...values).toFixed(digits)} | ${bound} | ` +
                    `${isKept ? "kept" : "**missed**"} |`
                );
            }),
        ),
        "",
    ];
}

function reading(missed: readonly string[]): readonly string[] {
    const { cold, caches } = requestCost;
    return [
        "## Reading it",
        "",
        missed.length === 0
            ? "- No run is missed by the medians. Single seeds do leave the targets: see the spreads."
            : `- Missed by the medians, and not explained: ${missed.join(", ")}.`,
        "- The kill ladder is mostly Kubernetes' back-off table, so matching it proves little. The",
        "  shares of closed, reset and refused requests, the p50 and the mean prove more.",
        "- Restarts follow the kubelet's own rule: a container that it kills is compared with the exit",
        "  before, one that ends by itself with that exit, and a wait is drawn out by up to half. The",
        "  lab's stand-in compared every exit with itself and drew nothing out, and so do its runs here.",
        "  The published pod had ended before its log began: its kills say so to the second.",
        "- What a request costs depends on how many are in flight (one turn of the event loop serves",
        `  all that are ready), on how much the process has served (${1 + cold.excess} times the CPU at first, half`,
        `  of the excess gone after ${cold.requests} requests, four fifths after twice as many), and on how long`,
        `  it stood still before: idle or throttled for ${1000 * caches.idleSeconds} ms or more it finds the CPU's caches`,
        `  gone, which costs up to ${1000 * caches.refillCpuSeconds} ms. The last was seen on the real front-end: with one user`,
        "  who pauses longer and longer between two pages, each page costs more.",
        "- At 60m with 150 users the real front-end passed at least one probe in three for 100 s, by luck",
        "  as it seems: where it had the same response times again (92m of the rented machine, a mean of",
        "  1.2 s) it failed 14 and 17 of 33 probes, seven and eight in a row, which would have ended it; even",
        "  at 100m, a mean of 0.9 s, three. The simulated one is killed in its first ten seconds.",
        "- How a process grows warm was measured on the rented machine, bucket by bucket: 1.8 to 2.5 times",
        "  the warm CPU in its first 1,000 requests, 1.4 to 1.8 times until 3,000, nothing more after",
        "  6,000. The simulated curve has that shape and less height: with all of it first kills come a",
        "  second or two before those that were measured.",
        "- Thinking users cost more CPU in the lab than as many requests in flight in a closed loop: the",
        "  constants are theirs, and the lab's closed loops cost up to a fifth less than simulated. On the",
        "  rented machine no reason was found: warm, and within the same ten minutes, both cost the same",
        "  but for 10 %, over 100 connections as over 750, with the front-end alone on its core or not.",
        "- Three more constants were set by what was measured: how long endpoints lag behind pods",
        `  (${endpointsLagSeconds} s), by the refusals of the lab's hybrid runs, and not measured itself; the published`,
        `  machine's speed (${hostSpeeds.published} times the lab's CPU time), by its one log; and the rented one's (${hostSpeeds.rented} times),`,
        "  by closed loops of a warm front-end there.",
        "- The lag of the endpoints explains why refusals are more than one a second: a process that",
        "  is gone answers connection attempts with RST until kube-proxy has heard of it. The published",
        "  cluster shows more of them still; a longer lag there is likely, and is not simulated.",
        "- Resets are rarer here than in the published log (as they were in the lab); the cause is not",
        "  known.",
        "- Services behind the front-end were not measured in these runs. Their costs are assumptions, low",
        "  enough that they are never the bottleneck; carts and orders were measured alone since.",
        "- One refusal a second and address holds between services too: of the orders without payment",
        "  some are refused at once and most wait for 5 s. A real node had 158 orders, 105 of them timed",
        "  out, p50 5.1 s and p95 5.3 s.",
        "- Connection attempts follow Linux 6.5 and newer: SYNs after 0, 1, 2, 3, 4, 5, 7, 11, 19, 35 and",
        "  68 s, up to an eighth late by the timer wheel. So an outage of more than 68 s loses everybody",
        "  until 134 s, and they come back together.",
    ];
}

function shown(value: number): string {
    if (!isFinite(value)) {
        return isNaN(value) ? "" : "never";
    }
    const size = Math.abs(value);
    const digits = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return value.toFixed(digits);
}

function deviation(measured: number, median: number): string {
    if (!isFinite(measured) || !isFinite(median) || measured === 0) {
        return "";
    }
    const percent = Math.round((100 * (median - measured)) / measured);
    return `${percent > 0 ? "+" : ""}${percent} %`;
}
