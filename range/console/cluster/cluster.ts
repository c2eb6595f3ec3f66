/** The shop's namespace, watched: what is there now, and what is done to it. */
import type {
    CoreV1Event,
    KubeConfig,
    KubernetesObject,
    V1Deployment,
    V1Job,
    V1Pod,
    V2HorizontalPodAutoscaler,
} from "@kubernetes/client-node";

import type { ClusterView } from "../messages";
import { Deletions, type WriteSource } from "../timeline/deletions";
import { EventDeeds } from "../timeline/kubernetesEvents";
import { ObjectDeeds } from "../timeline/objectDeeds";
import type { Timeline } from "../timeline/timeline";
import { ObjectWatch, type WatchedKind } from "./objectWatch";
import { loadViews, workloadViews } from "./workloadViews";

export interface ClusterOptions {
    readonly config: KubeConfig;
    readonly namespace: string;
    readonly now: () => number;
    readonly timeline: Timeline;
    /** Undefined: who deletes what is not known. */
    readonly writes?: WriteSource;
    /** Something is another than before. */
    readonly changed: () => void;
}

const apps = { apiVersion: "apps/v1" } as const;

/** Whose changes are told of; who deletes a pod is a controller, nearly always. */
const kinds = {
    deployments: { ...apps, kind: "Deployment", plural: "deployments" },
    jobs: { apiVersion: "batch/v1", kind: "Job", plural: "jobs" },
    autoscalers: {
        ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
        plural: "horizontalpodautoscalers",
    },
    services: { apiVersion: "v1", kind: "Service", plural: "services" },
    quotas: { apiVersion: "v1", kind: "ResourceQuota", plural: "resourcequotas" },
    policies: {
        ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
        plural: "networkpolicies",
    },
} as const satisfies Readonly<Record<string, WatchedKind>>;

export class ClusterWatch {
    private readonly failures = new Map<string, string>();
    private readonly deeds: ObjectDeeds;
    private readonly pods: ObjectWatch<V1Pod>;
    private readonly events: ObjectWatch<CoreV1Event>;
    private readonly deployments: ObjectWatch<V1Deployment>;
    private readonly jobs: ObjectWatch<V1Job>;
    private readonly autoscalers: ObjectWatch<V2HorizontalPodAutoscaler>;
    private readonly others: readonly ObjectWatch<KubernetesObject>[];
    private wasRead = false;

    constructor(private readonly options: ClusterOptions) {
        const eventDeeds = new EventDeeds(options.timeline);
        this.deeds = new ObjectDeeds(options.timeline, options.now, new Deletions(options.writes));
        this.pods = this.watch({ apiVersion: "v1", kind: "Pod", plural: "pods" }, () => undefined);
        this.events = this.watch<CoreV1Event>(
            { apiVersion: "v1", kind: "Event", plural: "events" },
            (_, after) => {
                if (after !== undefined) {
                    eventDeeds.happened(after);
                }
            },
        );
        this.deployments = this.watchTold(kinds.deployments);
        this.jobs = this.watchTold(kinds.jobs);
        this.autoscalers = this.watchTold(kinds.autoscalers);
        this.others = [kinds.services, kinds.quotas, kinds.policies].map((kind) =>
            this.watchTold(kind),
        );
    }

    async start(): Promise<void> {
        await Promise.all(this.all.map((one) => one.start()));
        this.wasRead = true;
        this.options.changed();
    }

    async stop(): Promise<void> {
        await Promise.all(this.all.map((one) => one.stop()));
    }

    view(): Omit<ClusterView, "answers"> {
        const [failure] = this.failures.values();
        return {
            readAt: this.wasRead && failure === undefined ? this.options.now() : undefined,
            failure,
            workloads: workloadViews(this.deployments.list, this.pods.list, this.autoscalers.list),
            loads: loadViews(this.jobs.list),
        };
    }

    private get all(): readonly ObjectWatch<KubernetesObject>[] {
        const { deployments, pods, events, jobs, autoscalers, others } = this;
        return [deployments, pods, events, jobs, autoscalers, ...others] as never;
    }

    private watchTold<T extends KubernetesObject>(kind: WatchedKind): ObjectWatch<T> {
        return this.watch<T>(kind, (before, after, isOld) => {
            this.deeds.changed(kind, { before, after, isOld });
        });
    }

    private watch<T extends KubernetesObject>(
        kind: WatchedKind,
        told: (before: T | undefined, after: T | undefined, isOld: boolean) => void,
    ): ObjectWatch<T> {
        const { config, namespace, changed } = this.options;
        return new ObjectWatch<T>({
            ...{ config, namespace, kind },
            changed: ({ before, after, isOld }) => {
                told(before, after, isOld);
                changed();
            },
            failed: (reason) => {
                if (reason === undefined) {
                    this.failures.delete(kind.kind);
                } else {
                    this.failures.set(kind.kind, `${kind.plural}: ${reason}`);
                }
                changed();
            },
        });
    }
}
