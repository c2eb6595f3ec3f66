import { median } from "../verdict/chance";
import type { SimulatedFigures } from "./figures";
import type { SettingTexts } from "./playRun";
import { threeDigits } from "./row";

/*
 * The startup probe must let a cold start be and leave the incidents alone: the same runs with and
 * without it.
 */

export const probedIncidents: readonly {
    readonly title: string;
    readonly settings: SettingTexts;
}[] = [
    { title: "hybrid", settings: { incident: "hybrid" } },
    { title: "crash", settings: { incident: "crash" } },
    { title: "latency", settings: { incident: "latency" } },
];

export interface StartupEffect {
    readonly title: string;
    readonly before: readonly SimulatedFigures[];
    readonly now: readonly SimulatedFigures[];
}

interface Figure {
    readonly words: string;
    readonly value: (run: SimulatedFigures) => number;
}

const killsShown = 4;

const figures: readonly Figure[] = [
    { words: "restarts", value: ({ killsAtSeconds }) => killsAtSeconds.length },
    { words: "failed %", value: ({ failedShare }) => 100 * failedShare },
    { words: "req/s", value: ({ requestsPerSecond }) => requestsPerSecond },
    { words: "mean s", value: ({ meanSeconds }) => meanSeconds },
    ...Array.from({ length: killsShown }, (_, nth) => ({
        words: `kill ${nth + 1} at s`,
        value: ({ killsAtSeconds }: SimulatedFigures) => killsAtSeconds[nth] ?? NaN,
    })),
];

/** Of docs/fidelity.md. */
export function startupSection(effects: readonly StartupEffect[]): readonly string[] {
    return [
        "## What the startup probe changes",
        "",
        "Nothing that was measured had one, so the runs above are played without it. With the probe of",
        "`probes=testbed`, on a node of 4 CPUs, host speed `published`, medians (lowest to highest):",
        "",
        "| incident | figure | without | with it |",
        "| --- | --- | ---: | ---: |",
        ...effects.flatMap(rows),
        "",
        ...reading,
        "",
    ];
}

function rows({ title, before, now }: StartupEffect): readonly string[] {
    return figures.flatMap(({ words, value }) => {
        const [without, with_] = [before, now].map((runs) => spread(runs.map(value)));
        return without === undefined && with_ === undefined
            ? []
            : [`| ${title} | ${words} | ${without ?? "never"} | ${with_ ?? "never"} |`];
    });
}

/** Undefined where most runs have no such figure. */
function spread(values: readonly number[]): string | undefined {
    const there = values.filter((value) => !Number.isNaN(value));
    if (there.length <= values.length / 2) {
        return undefined;
    }
    const [low, middle, high] = [Math.min(...there), median(there), Math.max(...there)].map(
        threeDigits,
    );
    return `${middle} (${low} to ${high})`;
}

const reading: readonly string[] = [
    "- It asks for no page, only whether a connection comes about: the process has only to listen, and",
    "  does so before the liveness probe's delay of 5 s is over. From then on liveness acts as it did,",
    "  also where a crowd is there at once (a pod whose endpoint is taken away late, or that users",
    "  reach past its Service). A startup probe that asks for a page fails in such a crowd, and",
    "  liveness stays away for as long as it lasts: 1 restart instead of 6 in the lab's run without a",
    "  Service.",
];
