import { kubernetesObjects, type PlannedObject, withContainers, workloadOf } from "../plan/plan";
import { renderPlan } from "../plan/render";
import type { Observer } from "../twin/observer";
import { defaultNodeCpus } from "../twin/physics/node";
import { simulate } from "../twin/simulate";
import { type BenchSection, cpuSeconds, whole } from "./section";

/** Users, and for how many seconds: long enough for each that starting does not count. */
const sizes = [
    { users: 1000, seconds: 600 },
    { users: 10_000, seconds: 180 },
    { users: 100_000, seconds: 60 },
] as const;

/** From the fewest users to the most, cost may grow no faster than users to this power. */
const promised = 1.12;

/** The shop grown with its users, so that each of them gets as much done as the first. */
function grown(objects: readonly PlannedObject[], users: number): readonly PlannedObject[] {
    return objects.map((object) => {
        const isLoad = (args: readonly string[]): boolean => args.includes("--users");
        const roomy = withContainers(object, ({ args = [], ...container }, index) => {
            if (isLoad(args)) {
                return { ...container, args: crowd(args, users), resources: {} };
            }
            const isGrown = object.kind === "Deployment" && index === 0;
            return { ...container, args, ...(isGrown ? { resources: {} } : {}) };
        });
        const spec = workloadOf(roomy);
        return spec === undefined || object.kind !== "Deployment"
            ? roomy
            : {
                  ...roomy,
                  spec: { ...spec, replicas: Math.ceil((users / 1000) * (spec.replicas ?? 1)) },
              };
    });
}

/** Locust's arguments for so many users. */
function crowd(args: readonly string[], users: number): readonly string[] {
    const changed = [...args];
    changed[args.indexOf("--users") + 1] = String(users);
    changed[args.indexOf("--spawn-rate") + 1] = String(users / 10);
    return [...changed, "--processes", String(Math.ceil(users / 2000))];
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
                // The node grows with the shop: one that is too small would be all that is measured.
                nodeCpus: Math.max(1, users / 1000) * defaultNodeCpus,
            },
            observer,
        ),
    );
    return [cpu, requests];
}

/** Cost is about users to that power, from the first point to the last. */
export function exponentOf(
    points: readonly (readonly [users: number, perRequest: number])[],
): number {
    const [first, last] = [points[0] ?? [1, 1], points.at(-1) ?? [1, 1]];
    return 1 + Math.log(last[1] / first[1]) / Math.log(last[0] / first[0]);
}

export const section: BenchSection = {
    title: "Growth with the users: hybrid's load, a shop that grows with them, CPU time",
    run: async (say) => {
        const points: (readonly [number, number])[] = [];
        for (const { users, seconds } of sizes) {
            const plan = await renderPlan({ incident: "hybrid", duration: `${seconds}s` });
            const incident = kubernetesObjects(plan);
            // The first run pays for compiling the code.
            await measure(incident, 1000);
            const [cpu, requests] = await measure(incident, users);
            points.push([users, cpu / requests]);
            say(
                `  ${whole(users).padStart(7)} users  ${whole(requests).padStart(9)} requests  ` +
                    `${cpu.toFixed(2).padStart(6)} s  ${((1e6 * cpu) / requests).toFixed(1)} us a request`,
            );
        }
        const exponent = exponentOf(points);
        const [fewest, most] = [sizes[0].users, sizes[2].users].map(whole);
        say(
            `  exponent ${exponent.toFixed(2)} from ${fewest} to ${most} users (promised: ${promised})`,
        );
        if (exponent > promised) {
            throw new Error(`The cost grows faster than users to the power of ${promised}.`);
        }
    },
};
