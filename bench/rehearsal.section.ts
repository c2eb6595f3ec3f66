import { availableParallelism } from "node:os";

import type { FixMoment } from "../rehearsal/moment";
import { rehearse } from "../rehearsal/rehearsal";
import { scenarios } from "../scenarios/registry";
import { defaultArms } from "../scenarios/scenario";
import type { BenchSection } from "./section";

const seeds = [1, 2, 3, 4, 5];

interface Played {
    readonly what: string;
    readonly arms: readonly string[];
    readonly fixAt: readonly FixMoment[];
    readonly moreSeeds: readonly number[];
    /** Within how many seconds on two idle cores. */
    readonly wanted?: number;
}

function played(): readonly Played[] {
    const { hybrid } = scenarios;
    return [
        {
            what: "five arms, each in place before the load, five seeds",
            arms: ["none", "hpa", "limits", "replicas", "hpa,limits"],
            fixAt: ["before"],
            moreSeeds: [],
            wanted: 10,
        },
        {
            what: "what npm start plays: before and a minute after the first alert",
            arms: ["none", ...(hybrid === undefined ? [] : defaultArms(hybrid))],
            fixAt: ["before", "detection"],
            moreSeeds: [6, 7, 8, 9, 10],
        },
    ];
}

/** Other work on the machine makes this longer: it is measured by the clock, as people wait. */
export const section: BenchSection = {
    title: "Rehearsal of hybrid, evidence, monitors and comparison included (simulated)",
    run: async (say) => {
        for (const { what, wanted, ...arms } of played()) {
            const start = performance.now();
            let runs = 0;
            await rehearse(
                { incident: "hybrid", ...arms, seeds, monitors: true, hostSpeed: "published" },
                (progress) => {
                    runs = progress.runs;
                },
            );
            const took = (performance.now() - start) / 1000;
            const goal = wanted === undefined ? "" : ` (wanted: under ${wanted} s on 2)`;
            say(
                `  ${what}: ${runs} runs in ${took.toFixed(1)} s on ` +
                    `${availableParallelism()} cores${goal}`,
            );
        }
    },
};
