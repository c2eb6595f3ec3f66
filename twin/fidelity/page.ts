import { median } from "../../verdict/interval";
import type { Figures } from "./figures";
import type { MeasuredRun } from "./measuredRuns";
import type { PromisedRun } from "./promises";
import type { Row } from "./row";
import { cold, resumeCpuSeconds } from "../physics/frontEnd";
import { hostSpeeds } from "../physics/hostSpeed";
import { endpointsLagSeconds } from "../physics/network";

export interface ComparedRun {
    readonly run: MeasuredRun;
    readonly rows: readonly Row[];
}

export interface KeptPromises {
    readonly run: PromisedRun;
    readonly figures: readonly Figures[];
}

/** docs/fidelity.md. */
export function fidelityPage(
    compared: readonly ComparedRun[],
    kept: readonly KeptPromises[],
    seeds: number,
): string {
    const rows = compared.flatMap((one) => one.rows);
    const judged = rows.filter(({ isInside }) => isInside !== undefined);
    const inside = judged.filter(({ isInside }) => isInside).length;
    return [
        "# Fidelity of the simulated cluster",
        "",
        "Written by `npm run fidelity`; do not edit. **Every figure called simulated is simulated.**",
        `Medians of seeds 1 to ${seeds}, with the lowest and highest of them; measured figures are`,
        "single runs without repeats, good to 10 or 20 %.",
        "",
        `**${inside} of ${judged.length} targets are kept.**`,
        "",
        ...compared.flatMap(runSection),
        ...promiseSection(kept),
        ...reading(judged.filter(({ isInside }) => isInside === false).length),
        "",
    ].join("\n");
}

function runSection({ run, rows }: ComparedRun): readonly string[] {
    const service = run.hasService ? "" : ", no Service before the pod";
    return [
        `## ${run.id}`,
        "",
        `${run.users} users for ${run.seconds} s, front-end limited to ${run.cpuLimit}${service}; ` +
            `host speed \`${run.conditions.hostSpeed}\`, mix \`${run.mix}\`.`,
        "",
        "| figure | measured | simulated | lowest to highest | deviation | target |  |",
        "| --- | ---: | ---: | ---: | ---: | --- | --- |",
        ...rows.map(
            ({ figure, measured, median, low, high, target, isInside }) =>
                `| ${figure} | ${shown(measured)} | ${shown(median)} | ${shown(low)} to ` +
                `${shown(high)} | ${deviation(measured, median)} | ${target ?? ""} | ` +
                `${isInside === undefined ? "" : isInside ? "kept" : "**missed**"} |`,
        ),
        "",
    ];
}

function promiseSection(kept: readonly KeptPromises[]): readonly string[] {
    return [
        "## What the incidents promise",
        "",
        "With this project's own scripts, host speed `published`. Nothing of this was measured there.",
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

function reading(missed: number): readonly string[] {
    const resume = resumeCpuSeconds.map(([, seconds]) => 1000 * seconds);
    return [
        "## Reading it",
        "",
        missed === 0
            ? "- No target is missed by the medians. Single seeds do leave them: see the spreads."
            : `- ${missed} targets are missed by the medians, and stay missed until the mechanism is right.`,
        "- The kill ladder is mostly Kubernetes' back-off table, so matching it proves little. The",
        "  shares of closed, reset and refused requests, the p50 and the mean prove more.",
        "- Restarts follow the kubelet's own rule: a container that it kills is compared with the exit",
        "  before, one that ends by itself with that exit, and a wait is drawn out by up to half. The",
        "  lab's stand-in compared every exit with itself and drew nothing out, and so do its runs here.",
        "  The published pod had ended before its log began: its kills say so to the second.",
        "- Four constants were set by these runs, once for all of them: how cold a process starts " +
            `(${1 + cold.excess} times the CPU, e-folding over ${cold.requests} requests), what a`,
        `  throttled process loses when it goes on (${Math.min(...resume)} to ${Math.max(...resume)} ms), how`,
        `  long endpoints lag behind pods (${endpointsLagSeconds} s), and the published machine's speed`,
        `  (${hostSpeeds.published} times the lab's CPU time). The first and second follow from the lab's own table`,
        "  of CPU per request; the third from the refusals. What is left was not fitted.",
        "- The runs that set the constants cannot also prove them: only runs that were not looked",
        "  at can.",
        "- The lag of the endpoints explains why refusals are more than one a second: a process that",
        "  is gone answers connection attempts with RST until kube-proxy has heard of it. The published",
        "  cluster shows more of them still; a longer lag there is likely, and is not simulated.",
        "- Resets are rarer here than in the published log (as they were in the lab); the cause is not",
        "  known.",
        "- Services behind the front-end were not measured. Their costs are assumptions, low enough that",
        "  they are never the bottleneck in the runs above.",
        "- One refusal a second and address holds between services too: of the orders without payment",
        "  some are refused at once and most wait for 5 s. A real node had 158 orders, 105 of them timed",
        "  out, p50 5.1 s and p95 5.3 s; the JVMs' own slowness there is not simulated.",
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
