import { kubernetesObjects } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import type { Observer } from "../../twin/observer";
import { simulate } from "../../twin/simulate";
import { type BenchSection, cpuSeconds, whole } from "./section";

/** Counts, and keeps nothing: what is measured is the simulation alone. */
class Counter implements Observer {
    ended = 0;

    requestEnded(): void {
        this.ended++;
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

export const section: BenchSection = {
    title: "Hybrid, 70 minutes before and 20 after it, one process, CPU time",
    run: async (say) => {
        const healthy = kubernetesObjects(await renderPlan());
        for (const remediation of arms) {
            const objects = kubernetesObjects(
                await renderPlan({ incident: "hybrid", remediation }),
            );
            const counter = new Counter();
            const { seconds, value } = await cpuSeconds(() =>
                simulate(
                    {
                        namespace: "sock-shop",
                        phases: [
                            { atSeconds: -4200, objects: healthy },
                            { atSeconds: 0, objects },
                            { atSeconds: 15, from: "loadEnd", objects: healthy },
                        ],
                        beforeSeconds: 4200,
                        afterSeconds: 1200,
                        seed: 1,
                        hostSpeed: "published",
                        epoch: 0,
                    },
                    counter,
                ),
            );
            say(
                `  ${remediation.padEnd(10)} ${whole(counter.ended).padStart(8)} requests  ` +
                    `${seconds.toFixed(2)} s  ${whole(counter.ended / seconds).padStart(8)} requests/s  ` +
                    `${whole((value.until - value.from) / seconds).padStart(7)} x real time`,
            );
        }
    },
};
