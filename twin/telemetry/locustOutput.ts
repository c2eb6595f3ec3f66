import type { LogRecord, RequestStatistics, Tags } from "../../evidence/evidence";
import type { EndedRequest } from "../observer";
import { finalLines, tableLines } from "./locustLines";
import type { ClusterFacts } from "./clusterFacts";
import { hostTags, imageTags, shortImage } from "./tags";
import { UserStatistics } from "./userStatistics";

/** How often Locust prints its table and writes a row of history: scenarios/load/results.py. */
const intervalSeconds = 5;

const nobody: RequestStatistics = {
    rows: [],
    total: {
        method: "",
        name: "Aggregated",
        requests: 0,
        failures: 0,
        responseTimes: { count: 0, sum: 0, min: 0, max: 0, bins: [] },
        requestsPerSecond: 0,
        failuresPerSecond: 0,
        averageContentBytes: 0,
    },
    failures: [],
    history: [],
    usersHit: 0,
    moneyAtRiskDollars: 0,
    failedOrders: 0,
};

/** Locust through a run: what it counts, and what it prints while it does. */
export class LocustOutput {
    private statistics: UserStatistics | undefined;
    private startedAt = 0;
    private state: "before" | "running" | "over" = "before";
    private readonly tags: Tags;
    private readonly service: string;

    constructor(
        private readonly facts: ClusterFacts,
        private readonly log: (record: LogRecord) => void,
    ) {
        const { job = "load", image = "locust", pod } = facts.load ?? {};
        this.service = shortImage(image);
        this.tags = {
            kube_namespace: facts.namespace,
            kube_container_name: "locust",
            // What Kubernetes adds is random; a fixed ending keeps runs comparable.
            pod_name: pod ?? `${job}-x7k2p`,
            kube_ownerref_kind: "job",
            kube_ownerref_name: job,
            ...imageTags(image),
            ...hostTags(facts),
        };
    }

    ended(request: EndedRequest): void {
        this.begin(request.startedAt).add(request);
    }

    /** Once a second. */
    sampled(at: number, users: number): void {
        if (this.state === "over" || (users === 0 && this.state === "before")) {
            return;
        }
        const statistics = this.begin(at);
        if (users === 0) {
            this.state = "over";
            statistics.record(at, users);
            this.print(at, finalLines(statistics));
        } else if (this.state === "before" || (at - this.startedAt) % intervalSeconds === 0) {
            this.state = "running";
            statistics.record(at, users);
            this.print(at, tableLines(statistics, "current"));
        }
    }

    finish(): RequestStatistics {
        return this.statistics?.finish() ?? nobody;
    }

    private begin(at: number): UserStatistics {
        if (this.statistics === undefined) {
            this.startedAt = Math.floor(at);
            this.statistics = new UserStatistics(at, this.facts.loadTasks);
        }
        return this.statistics;
    }

    /** Everything goes to stderr, which the agent takes for errors. Empty lines are not sent. */
    private print(time: number, lines: readonly string[]): void {
        const { tags, service } = this;
        for (const message of lines.filter((line) => line !== "")) {
            this.log({ time, message, status: "error", service, tags });
        }
    }
}
