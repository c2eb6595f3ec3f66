import { availableParallelism } from "node:os";

import { rehearse } from "../../rehearsal/rehearsal";
import type { BenchSection } from "./section";

/** What `npm start` plays, and within how many seconds on two idle cores. */
const wanted = {
    arms: ["none", "hpa", "limits", "replicas", "hpa,limits"],
    seeds: [1, 2, 3, 4, 5],
    seconds: 12,
} as const;

/** Other work on the machine makes this longer: it is measured by the clock, as people wait. */
export const section: BenchSection = {
    title: "Rehearsal: hybrid with every fix, evidence and comparison included (simulated)",
    run: async (say) => {
        const { arms, seeds, seconds } = wanted;
        const start = performance.now();
        await rehearse({ incident: "hybrid", arms, seeds, hostSpeed: "published" });
        const took = (performance.now() - start) / 1000;
        say(
            `  ${arms.length} arms x ${seeds.length} seeds: ${took.toFixed(1)} s on ` +
                `${availableParallelism()} cores (wanted: under ${seconds} s on 2)`,
        );
    },
};
