/** Constructed records of exams: what a good responder and many bad ones would leave behind. */
import type {
    ExamRecord,
    RecordedObject,
    RecordedWrite,
    RequestSecond,
    ServicePods,
    TaskSecond,
} from "../../../exam/record/record";
import { orderNames } from "../../../verdict/orders";
import { loadOf } from "../../../exam/truth/truth";
import { taskOf } from "../../../exam/tasks/tasks";
import { serviceNames, services } from "../../../shop/services";

import { mix } from "../../../scenarios/load/mixes";

/** 2026-01-05 10:00 UTC. */
export const zeroAt = 1_767_607_200;
export const endsAt = 900;

const injectedAt = -30;

/** What users get in a second of an exam. */
export interface Served {
    readonly users?: number;
    readonly ended?: number;
    readonly failed?: number;
    readonly slow?: number;
}

export interface Story {
    readonly task: string;
    /** What each second brought, from the load's first user on. */
    readonly served: (at: number) => Served;
    readonly endedAt?: number;
    readonly loadEndedAt?: number;
    readonly pods?: readonly ServicePods[];
    readonly answers?: readonly (readonly [at: number, answer: unknown])[];
    readonly writes?: readonly Partial<RecordedWrite>[];
    /** The objects as they are at the end. */
    readonly left?: (objects: readonly RecordedObject[]) => readonly RecordedObject[];
    readonly change?: Partial<ExamRecord>;
}

/** One in two fails from ten seconds on until then. */
export const brokenUntil =
    (until: number) =>
    (at: number): Served =>
        at >= 10 && at < until ? { ended: 20, failed: 10, slow: 5 } : { ended: 20 };

export function recordOf({ task, served, ...story }: Story): ExamRecord {
    const { injected } = taskOf(task);
    const endedAt = story.endedAt ?? endsAt;
    const load = loadOf({ injected }).load;
    const names = mix(load.mix).tasks.map(({ method, name }) => `${method} ${name}`);
    const orders = orderNames(load);
    const first = names.find((name) => orders.has(name)) ?? names[0] ?? "GET Page";
    const requests = Array.from({ length: endedAt }, (_, at) => second(at, first, served(at)));
    const state = { objects: objects(), monitors: [monitor], downtimes: 0 };
    return {
        ...{ format: 1, task, seed: 1, speed: 1, hostSpeed: "published", nodeCpus: 4 },
        ...{ healthy: {}, injected, zeroAt, startedAt: -90, injectedAt, endedAt },
        ...{ capSeconds: 1800, end: "agent-ended", loadSeconds: 1920 },
        ...(story.loadEndedAt === undefined ? {} : { loadEndedAt: story.loadEndedAt }),
        answers: (story.answers ?? []).map(([at, answer]) => ({
            ...{ at, door: "file" as const },
            line: typeof answer === "string" ? answer : JSON.stringify(answer),
        })),
        writes: (story.writes ?? []).map(write),
        ...{ accountWrites: [], requests, lostOrders: [] },
        pods: [...serviceNames.map((service) => podsOf(service)), ...(story.pods ?? [])],
        ...{ transitions: [], omitted: [] },
        before: state,
        after: { ...state, objects: story.left?.(state.objects) ?? state.objects },
        ...story.change,
    };
}

function second(at: number, task: string, served: Served): RequestSecond {
    const { users = 10, ended = 0, failed = 0, slow = 0 } = served;
    const counts: TaskSecond = {
        ...{ ended, failed, slow, totalMs: ended * 50, slowestMs: 60, reasons: {} },
    };
    return { at, users, tasks: ended === 0 ? {} : { [task]: counts } };
}

export const monitor = {
    ...{ id: 1, name: "[sock-shop] Too many requests fail", type: "query alert" },
    ...{ query: "sum:failures{*} > 0.05", thresholds: { critical: 0.05 } },
    ...{ silenced: {}, state: "OK" },
} as const;

const imageOf = (service: keyof typeof services): string =>
    services[service].containers[0]?.image ?? "";

/** A service's pods; without more said, one that is ready, before anything was injected. */
export function podsOf(
    service: keyof typeof services,
    {
        at = -90,
        desired = 1,
        pod = {},
    }: {
        readonly at?: number;
        readonly desired?: number;
        readonly pod?: Partial<ServicePods["pods"][number]> | null;
    } = {},
): ServicePods {
    const one = {
        ...{ name: `${service}-6d5f7-abcde`, isReady: true, isPending: false, restarts: 0 },
        ...{ image: imageOf(service), state: "running" as const },
        ...{ cpuRequestCores: 0.1, memoryRequestBytes: 1e8 },
        ...pod,
    };
    return { at, service, desired, pods: pod === null ? [] : [one] };
}

function write(partial: Partial<RecordedWrite>): RecordedWrite {
    return {
        ...{ at: 100, agent: "kubectl", verb: "patch", resource: "deployments.apps" },
        ...{ namespace: "sock-shop", status: 200, isDryRun: false },
        ...partial,
    };
}

const probe = { httpGet: { path: "/", port: 8079 }, failureThreshold: 3, periodSeconds: 3 };

function objects(): readonly RecordedObject[] {
    return serviceNames.flatMap((name) => [
        {
            ...{ kind: "Deployment", name },
            content: {
                spec: {
                    replicas: 1,
                    template: {
                        metadata: { labels: { name } },
                        spec: {
                            containers: [
                                {
                                    name,
                                    image: imageOf(name),
                                    livenessProbe: probe,
                                    readinessProbe: probe,
                                },
                            ],
                        },
                    },
                },
            },
        },
        { ...{ kind: "Service", name }, content: { spec: { selector: { name } } } },
    ]);
}

type Loose = Record<string, unknown>;

/** Changes the spec of an object; undefined deletes it. */
export function left(
    kind: string,
    name: string,
    change: ((spec: Loose) => Loose) | undefined,
): NonNullable<Story["left"]> {
    return (all) =>
        all.flatMap((object) => {
            if (object.kind !== kind || (name !== "*" && object.name !== name)) {
                return [object];
            }
            const { spec } = object.content as { readonly spec: Loose };
            return change === undefined ? [] : [{ ...object, content: { spec: change(spec) } }];
        });
}

/** The same with the first container changed. */
export function withContainer(change: (container: Loose) => Loose): (spec: Loose) => Loose {
    return (spec) => {
        const template = spec.template as {
            readonly spec: { readonly containers: readonly Loose[] };
        };
        const containers = template.spec.containers.map(change);
        return { ...spec, template: { ...template, spec: { containers } } };
    };
}
