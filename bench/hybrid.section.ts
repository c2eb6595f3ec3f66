import { plansOf, twinInputOf } from "../rehearsal/plans";
import type { RehearsalRequest } from "../rehearsal/types";
import type { EndedRequest, Observer } from "../twin/observer";
import { simulate } from "../twin/simulate";
import { type BenchSection, cpuSeconds, whole } from "./section";

/** Counts, and keeps nothing: what is measured is the simulation alone. */
class Counter implements Observer {
    ended = 0;
    failed = 0;

    requestEnded({ failure }: EndedRequest): void {
        this.ended++;
        if (failure !== undefined) {
            this.failed++;
        }
    }

    requestServed(): void {
        // Nothing is kept.
    }

    sampled(): void {
        // Nothing is kept.
    }

    event(): void {
        // Nothing is kept.
    }

    log(): void {
        // Nothing is kept.
    }
}

const arms = ["none", "hpa", "limits", "replicas", "hpa,limits"];

/** The very runs of `npm start -- hybrid --fix-at before --seeds 1`, and so its figures. */
const request: RehearsalRequest = {
    incident: "hybrid",
    arms,
    seeds: [1],
    hostSpeed: "published",
};

export const section: BenchSection = {
    title: "Hybrid, each fix in place before the load, seed 1, one process, CPU time (simulated)",
    run: async (say) => {
        for (const remediation of arms) {
            const input = twinInputOf(request, await plansOf(request, remediation), 1);
            const counter = new Counter();
            const { seconds, value } = await cpuSeconds(() => simulate(input, counter));
            const { ended, failed } = counter;
            say(
                `  ${remediation.padEnd(10)} ${whole(ended).padStart(8)} requests  ` +
                    `${((100 * failed) / ended).toFixed(1).padStart(5)} % failed  ` +
                    `${seconds.toFixed(2)} s  ${whole(ended / seconds).padStart(8)} requests/s  ` +
                    `${whole((value.until - value.from) / seconds).padStart(7)} x real time`,
            );
        }
    },
};
