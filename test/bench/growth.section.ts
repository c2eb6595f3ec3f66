import { kubernetesObjects, type PlannedObject } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import type { Observer } from "../../twin/observer";
import { simulate } from "../../twin/simulate";
import { type BenchSection, cpuSeconds, whole } from "./section";

const counts = [100, 1000, 10_000, 100_000];
const seconds = 60;

/** Cost may grow no faster than users to this power. */
const promised = 1.15;

/** The shop grown with its users, so that each of them gets as much done as the first. */
function grown(objects: readonly PlannedObject[], users: number): readonly PlannedObject[] {
    return objects.map((object) => {
        const copy = structuredClone(object) as unknown as Grown;
        const spec = copy.spec;
        const [container] = spec?.template?.spec.containers ?? [];
        if (spec !== undefined && container !== undefined && copy.kind === "Deployment") {
            spec.replicas = Math.ceil((users / 1000) * (spec.replicas ?? 1));
            container.resources = {};
        }
        if (container?.args?.includes("--users") === true) {
            const { args } = container;
            container.resources = {};
            args[args.indexOf("--users") + 1] = String(users);
            args[args.indexOf("--spawn-rate") + 1] = String(users / 10);
            args.push("--processes", String(Math.ceil(users / 2000)));
        }
        return copy as unknown as PlannedObject;
    });
}

interface Grown {
    readonly kind: string;
    readonly spec?: {
        replicas?: number;
        readonly template?: {
            readonly spec: { readonly containers: { args?: string[]; resources?: object }[] };
        };
    };
}

async function measure(
    incident: readonly PlannedObject[],
    users: number,
): Promise<readonly [cpu: number, requests: number]> {
    const objects = grown(incident, users);
    let requests = 0;
    const ignore = (): void => undefined;
    const observer: Observer = {
        requestEnded: () => requests++,
        requestServed: ignore,
        sampled: ignore,
        event: ignore,
        log: ignore,
    };
    const healthy = objects.filter(({ kind }) => kind !== "Job");
    const { seconds: cpu } = await cpuSeconds(() =>
        simulate(
            {
                namespace: "sock-shop",
                phases: [
                    { atSeconds: -1, objects: healthy },
                    { atSeconds: 0, objects },
                ],
                beforeSeconds: 1,
                afterSeconds: 1,
                seed: 1,
                hostSpeed: "lab",
                epoch: 0,
            },
            observer,
        ),
    );
    return [cpu, requests];
}

/** The slope of a straight line through the logarithms: cost is about users to that power. */
function exponentOf(points: readonly (readonly [users: number, cost: number])[]): number {
    const logs = points.map(([users, cost]) => [Math.log(users), Math.log(cost)] as const);
    const mean = (at: 0 | 1): number => logs.reduce((sum, one) => sum + one[at], 0) / logs.length;
    const [x, y] = [mean(0), mean(1)];
    const over = logs.reduce((sum, one) => sum + (one[0] - x) * (one[1] - y), 0);
    return over / logs.reduce((sum, one) => sum + (one[0] - x) ** 2, 0);
}

/** There are two exponents, and the promise is about one of them. */
export function exponentText(exponent: number, large: number): string {
    const [fewest = 0, second = 0] = counts;
    const range = `${whole(fewest)} to ${whole(counts.at(-1) ?? 0)} users`;
    return (
        `exponent ${exponent.toFixed(2)}, fitted over ${range}: at most ${promised} is promised of ` +
        `this one; from ${whole(second)} users on alone it is ${large.toFixed(2)}, without a promise`
    );
}

export const section: BenchSection = {
    title: `Growth with the users: hybrid's load for ${seconds} s, a shop that grows with them, CPU time`,
    run: async (say) => {
        const plan = await renderPlan({ incident: "hybrid", duration: `${seconds}s` });
        const incident = kubernetesObjects(plan);
        // The first run pays for compiling the code.
        await measure(incident, 1000);
        const points: (readonly [number, number])[] = [];
        for (const users of counts) {
            const [cpu, requests] = await measure(incident, users);
            points.push([users, cpu]);
            say(
                `  ${whole(users).padStart(7)} users  ${whole(requests).padStart(9)} requests  ` +
                    `${cpu.toFixed(2).padStart(6)} s  ${((1e6 * cpu) / requests).toFixed(1)} us a request`,
            );
        }
        const exponent = exponentOf(points);
        const large = exponentOf(points.slice(1));
        say(`  ${exponentText(exponent, large)}`);
        if (exponent > promised) {
            throw new Error(`The cost grows faster than users to the power of ${promised}.`);
        }
    },
};
