/** Makes series of looks: what the agent would have sent, and finer ones for plots. */
import type { Series } from "../../evidence/evidence";
import { fineMetrics } from "../../evidence/fineMetrics";
import type { Change, ContainerLook, Look } from "../senses/look";
import { pushAutoscaler, pushEndpoints, pushLimit } from "./finePoints";
import { SeriesBook } from "./seriesBook";

/** How often there is a look, in seconds of the shop; and how often the agent has one. */
export const lookSeconds = 5;
const agentSeconds = 15;

const waiting = "kubernetes_state.container.status_report.count.waiting";

/** Of one container, now and at the first look. */
interface Restarts {
    readonly deployment: string;
    readonly restarts: number;
    readonly before: number;
}

export class Recorder {
    private readonly fineBook = new SeriesBook(lookSeconds);
    private readonly agentBook = new SeriesBook(agentSeconds);
    private lastAgentTime = 0;
    private isFirst = true;
    private readonly seenRestarts = new Map<string, Restarts>();

    record(look: Look): void {
        const at = Math.round(look.at);
        for (const change of look.changes) {
            this.recordChange(change);
        }
        this.countRestarts(look.containers);
        this.isFirst = false;
        this.recordFine(look, at);
        const agentTime = Math.floor(look.at / agentSeconds) * agentSeconds;
        if (agentTime > this.lastAgentTime) {
            this.lastAgentTime = agentTime;
            this.recordAgents(look, agentTime);
        }
    }

    get fine(): readonly Series[] {
        return this.fineBook.all;
    }

    /** By the names, tags and interval that Datadog has for them. */
    get series(): readonly Series[] {
        return this.agentBook.all;
    }

    /** By Deployment, since the first look; only where any. */
    get restarts(): Readonly<Record<string, number>> {
        const counts: Record<string, number> = {};
        for (const { deployment, restarts, before } of this.seenRestarts.values()) {
            if (restarts > before) {
                counts[deployment] = (counts[deployment] ?? 0) + restarts - before;
            }
        }
        return counts;
    }

    /** What is over before the next look is nowhere else. */
    private recordChange({ at, containers = [], autoscaler, endpoints = [] }: Change): void {
        const [book, time] = [this.fineBook, Math.round(at)];
        this.countRestarts(containers);
        for (const name of new Set(containers.map(({ deployment }) => deployment))) {
            const tags = { kube_deployment: name };
            book.push(fineMetrics.restarts, tags, time, this.restartsOf(name));
        }
        if (autoscaler !== undefined) {
            pushAutoscaler(book, autoscaler, time);
        }
        pushEndpoints(book, endpoints, time);
    }

    private countRestarts(containers: readonly ContainerLook[]): void {
        for (const { pod, container, deployment, restarts } of containers) {
            const key = `${pod}/${container}`;
            // One that came later began at 0.
            const before = this.seenRestarts.get(key)?.before ?? (this.isFirst ? restarts : 0);
            this.seenRestarts.set(key, { deployment, restarts, before });
        }
    }

    private recordFine(look: Look, at: number): void {
        const { deployments, autoscalers, endpoints, containers, usage } = look;
        const book = this.fineBook;
        for (const { name, desired, available } of deployments) {
            const tags = { kube_deployment: name };
            book.push(fineMetrics.replicasDesired, tags, at, desired);
            book.push(fineMetrics.replicasAvailable, tags, at, available);
            book.push(fineMetrics.restarts, tags, at, this.restartsOf(name));
            const own = containers.filter(({ deployment }) => deployment === name);
            pushLimit(book, fineMetrics.cpuLimit, own, "cpuLimit", at);
            pushLimit(book, fineMetrics.memoryLimit, own, "memoryLimit", at);
            const used = (usage ?? []).filter(({ pod }) => own.some((one) => one.pod === pod));
            if (used.length > 0) {
                const total = (key: "cpuCores" | "memoryBytes"): number =>
                    used.reduce((sum, one) => sum + one[key], 0);
                book.push(fineMetrics.cpuUsage, tags, at, total("cpuCores"));
                book.push(fineMetrics.memoryUsage, tags, at, total("memoryBytes"));
            }
        }
        for (const one of autoscalers) {
            pushAutoscaler(book, one, at);
        }
        pushEndpoints(book, endpoints, at);
    }

    /** Pods that are gone included. */
    private restartsOf(name: string): number {
        return [...this.seenRestarts.values()]
            .filter(({ deployment }) => deployment === name)
            .reduce((sum, { restarts }) => sum + restarts, 0);
    }

    private recordAgents({ containers, deployments }: Look, at: number): void {
        const book = this.agentBook;
        for (const one of containers) {
            const tags = {
                ...{ kube_deployment: one.deployment, pod_name: one.pod },
                kube_container_name: one.container,
            };
            book.push("kubernetes.containers.restarts", tags, at, one.restarts);
            const { waiting: why, lastEnd } = one;
            if (why !== undefined) {
                book.push(waiting, { ...tags, reason: why.toLowerCase() }, at, 1);
            }
            if (lastEnd !== undefined) {
                const metric = "kubernetes.containers.last_state.terminated";
                book.push(metric, { ...tags, reason: lastEnd.toLowerCase() }, at, 1);
            }
        }
        for (const { name, desired, available } of deployments) {
            const tags = { kube_deployment: name };
            book.push("kubernetes_state.deployment.replicas_desired", tags, at, desired);
            book.push("kubernetes_state.deployment.replicas_available", tags, at, available);
        }
    }
}
