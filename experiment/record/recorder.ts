/** Makes series of looks: what the agent would have sent, and finer ones for plots. */
import type { Series } from "../../evidence/evidence";
import { fineMetrics } from "../../evidence/fineMetrics";
import type { ContainerLook, Look } from "../senses/look";
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
        for (const one of look.containers) {
            const { pod, container, deployment, restarts } = one;
            const key = `${pod}/${container}`;
            // One that came later began at 0.
            const before = this.seenRestarts.get(key)?.before ?? (this.isFirst ? restarts : 0);
            this.seenRestarts.set(key, { deployment, restarts, before });
        }
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

    private recordFine({ deployments, autoscalers, containers, usage }: Look, at: number): void {
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
        for (const { deployment, desired, utilization } of autoscalers) {
            const tags = { kube_deployment: deployment };
            book.push(fineMetrics.hpaDesired, tags, at, desired);
            if (utilization !== undefined) {
                book.push(fineMetrics.hpaUtilization, tags, at, utilization);
            }
        }
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

function pushLimit(
    book: SeriesBook,
    metric: string,
    containers: readonly ContainerLook[],
    key: "cpuLimit" | "memoryLimit",
    at: number,
): void {
    const [first] = containers;
    if (first !== undefined && containers.every((one) => one[key] !== undefined)) {
        const total = containers.reduce((sum, one) => sum + (one[key] ?? 0), 0);
        book.push(metric, { kube_deployment: first.deployment }, at, total);
    }
}
