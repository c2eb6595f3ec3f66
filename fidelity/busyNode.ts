import { median } from "../verdict/chance";
import { type ColdStart, coldFigures } from "./coldStart";
import type { SimulatedFigures } from "./figures";
import { threeDigits } from "./row";

/*
 * Two runs of a real node with two CPUs, on which other work ran that nobody measured. They are set
 * beside the same simulated with nothing else on the node, and with some.
 */

/** Cores that the other work takes. */
export const otherCores = [0, 0.8, 1.2, 1.4] as const;

/** Hybrid with three front-ends from the start. */
export const replicasSettings = {
    incident: "hybrid",
    remediation: "replicas",
    duration: "240s",
} as const;

/** Beside which the whole shop starts: at the last of them hardly anything is left for it. */
export const coldOtherCores = [0, 1.2, 1.4, 1.6, 1.7] as const;

/** By cores that other work takes. */
export interface BusyNode {
    readonly replicas: readonly (readonly SimulatedFigures[])[];
    readonly cold: readonly ColdNode[];
}

export interface ColdNode {
    readonly before: readonly ColdStart[];
    readonly now: readonly ColdStart[];
}

interface BusyFigure<Run> {
    readonly words: string;
    readonly measured: string;
    readonly value: (run: Run) => number;
}

const replicasFigures: readonly BusyFigure<SimulatedFigures>[] = [
    { words: "failed %", measured: "78.1", value: (run) => 100 * run.failedShare },
    { words: "req/s", measured: "65", value: (run) => run.requestsPerSecond },
    { words: "p50 s", measured: "4.3", value: (run) => run.p50Seconds },
    {
        words: "restarts of three pods together",
        measured: "15 to 18",
        value: (run) => run.killsAtSeconds.length,
    },
];

/** Of docs/fidelity.md. */
export function busySection({ replicas, cold }: BusyNode): readonly string[] {
    return [
        "## Two CPUs, and other work beside",
        "",
        "Two runs on the real node's two cores, host speed `published`; what else ran there was not",
        `measured. Simulated with nothing else, and with ${otherCores.slice(1).join(", ")} cores taken; medians. No constant`,
        "was fitted to either.",
        "",
        "**Hybrid with `remediation=replicas`**, 240 s:",
        "",
        ...table(otherCores, (column) =>
            replicasFigures.map(({ words, measured, value }) => {
                return { words, measured, cell: medianOf(replicas[column], value) };
            }),
        ),
        "",
        "**A cold start of the whole shop**, orders as soon as all is ready; before: as upstream leaves",
        "it, no startup probe, databases and broker without CPU requests. What says cgroups was measured",
        "apart, `npm start` and four JVMs at once in CPU-limited cgroups, other work beside:",
        "",
        ...coldTable(cold),
        "",
        ...busyReading,
        "",
    ];
}

/** A figure that the changes move is told twice, one that they do not once. */
function coldTable(nodes: readonly ColdNode[]): readonly string[] {
    return table(coldOtherCores, (column) =>
        coldFigures.map(({ words, measured, value }) => {
            const [before, now] = [nodes[column]?.before, nodes[column]?.now].map((runs) =>
                medianOf(runs, value),
            );
            return { words, measured, cell: before === now ? `${now}` : `${before}, now ${now}` };
        }),
    );
}

interface Cell {
    readonly words: string;
    readonly measured: string;
    readonly cell: string;
}

function table(
    columns: readonly number[],
    cellsOf: (column: number) => readonly Cell[],
): readonly string[] {
    const heads = columns.map((cores) => (cores === 0 ? "alone" : `beside ${cores}`));
    const byColumn = columns.map((_, column) => cellsOf(column));
    return [
        `| figure | measured | ${heads.join(" | ")} |`,
        `| --- | ---: | ${heads.map(() => "---:").join(" | ")} |`,
        ...(byColumn[0] ?? []).map(({ words, measured }, row) => {
            const cells = byColumn.map((column) => column[row]?.cell ?? "");
            return `| ${words} | ${measured} | ${cells.join(" | ")} |`;
        }),
    ];
}

function medianOf<Run>(runs: readonly Run[] = [], value: (run: Run) => number): string {
    return shown(median(runs.map(value)));
}

const busyReading: readonly string[] = [
    "- Alone, three front-ends cope and a cold shop is up within a minute. Both measured runs look like",
    "  the same node beside 1.2 to 1.4 cores of other work; builds did run there, and the load average",
    "  was 35. That they took so much is an inference: **the predictions with nothing else on the node",
    "  are missed**, and a run with nothing else on the node has not been made. A front-end killed",
    "  before it listens needs still more beside it here, 1.7 cores: with its files not in the page",
    "  cache and other work beside it took 6.6 s in cgroups, not the 11 s that it would have to. Since",
    "  it has a startup probe none is killed, and it is ready as soon as it can be.",
    "- Databases and broker had 2 of the kernel's CPU shares each, a JVM 102: with requests of 25m they",
    "  have 25. What they gain is taken from those that start beside them.",
    "- Measured by part, on such a node under 190 requests a second: the system 0.165 cores (API server,",
    "  kubelet, DNS, runtime, etcd, controllers, interrupts), Locust 0.62 ms a request, catalogue 0.02",
    "  cores, two front-ends 1.9 ms a request. These leave a core of two unused.",
    "- Starts were measured in cgroups, with the sources of orders, carts and shipping on Spring Boot",
    "  1.5 and Java 17: 13 to 18 CPU-s to listening, 0.6 to 1 for the first call.",
];

function shown(value: number): string {
    return isFinite(value) ? threeDigits(value) : "never";
}
