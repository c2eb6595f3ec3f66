/** What may be examined: every incident of the registry, and shops in which nothing is wrong. */
import { suggestion } from "../../components/settings/reader";
import { scenarios } from "../../scenarios/registry";
import type { ServiceName } from "../../shop/services";

/** What somebody else does to the shop; harmless, all of it. */
export type Deed =
    /** A service's pods are restarted, as `kubectl rollout restart` does, or its Deployment is annotated. */
    | {
          readonly what: "restart" | "touch";
          readonly service: ServiceName;
          /** After the injection, in seconds of the world. */
          readonly afterSeconds: number;
      }
    /** A monitor whose name begins so is muted, before anybody comes. */
    | { readonly what: "mute"; readonly monitor: string };

export interface ExamTask {
    readonly id: string;
    readonly title: string;
    /** Nothing is wrong, and the right answer is to say so and to leave the shop alone. */
    readonly isControl: boolean;
    readonly injected: Readonly<Record<string, string>> & { readonly incident: string };
    readonly deeds: readonly Deed[];
}

/** Whose users the controls have: they browse, and come in any number. */
const browsing = scenarios.hybrid?.id ?? "none";

/** The guides' normal: 50 users, answered in less than 200 ms. */
const fewUsers = "50";

/**
 * Slower than usual, and within the SLOs: simulated on a published host, nothing fails and p95 is
 * 245 ms, with the front-end's CPU at its limit.
 */
const manyUsers = "150";

const control = (
    id: string,
    title: string,
    users: string,
    deeds: readonly Deed[] = [],
): ExamTask => ({
    ...{ id, title, deeds },
    isControl: true,
    injected: { incident: browsing, users, spawnRate: "5" },
});

const controls: readonly ExamTask[] = [
    control("quiet", "A healthy shop", fewUsers),
    control("busy", "More users than usual, who are served a little later", manyUsers),
    control(
        "restarted",
        "Somebody restarts a service that has nothing to do with anything",
        fewUsers,
        [
            { what: "touch", service: "orders", afterSeconds: 20 },
            { what: "restart", service: "user", afterSeconds: 60 },
        ],
    ),
    control("muted", "Somebody has muted a monitor, and nothing is wrong", fewUsers, [
        { what: "mute", monitor: "[sock-shop] A service behind the front-end restarts" },
        { what: "touch", service: "front-end", afterSeconds: 40 },
    ]),
];

/** The incidents first, in alphabetical order. */
export const examTasks: readonly ExamTask[] = Object.freeze([
    ...Object.values(scenarios).map(({ id, title }) => ({
        ...{ id, title },
        isControl: false,
        injected: { incident: id },
        deeds: [],
    })),
    ...controls,
]);

/** Throws, with the names that there are. */
export function taskOf(id: string): ExamTask {
    const found = examTasks.find((task) => task.id === id);
    if (found === undefined) {
        const known = examTasks.map((task) => task.id);
        const text = `There is no task "${id}". There are ${known.join(", ")}.`;
        throw new Error(`${text} ${suggestion(id, known)}`.trimEnd());
    }
    return found;
}
