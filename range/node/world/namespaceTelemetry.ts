/** What the agent sends of one namespace, drained every 15 s. */
import type { LogRecord } from "../../../evidence/evidence";
import type {
    ClusterSample,
    KubernetesEvent,
    LogLine,
    ServedRequest,
} from "../../../twin/observer";
import { Agent, agentSeconds, type Telegram } from "../../../twin/telemetry/agent";
import type { ClusterFacts, LoadTaskFacts } from "../../../twin/telemetry/clusterFacts";
import { LocustOutput } from "../../../twin/telemetry/locustOutput";
import { LogFlood } from "../../../twin/telemetry/logFlood";

/** The facts of a cluster whose Deployments and Services come and go. */
export interface LiveFacts extends ClusterFacts {
    readonly podLabels: Map<string, Readonly<Record<string, string>>>;
    readonly servicesOf: Map<string, readonly string[]>;
}

export class NamespaceTelemetry {
    private readonly agent: Agent;
    private requestLines: LogRecord[] = [];
    private readonly flood = new LogFlood(requestLinesPerSecond);
    private takenUntil = -Infinity;

    constructor(
        readonly facts: LiveFacts,
        private readonly send: (telegram: Telegram) => void,
        /** When it begins, in seconds since the epoch. */
        since: number,
    ) {
        const requestLine = (record: LogRecord): void => {
            if (this.flood.admits(record)) {
                this.requestLines.push(record);
            }
        };
        // At the first whole interval: what is just being created has its Services by then.
        this.agent = new Agent(facts, requestLine, Math.floor(since / agentSeconds) * agentSeconds);
    }

    /** The facts have changed. */
    retag(): void {
        this.agent.retag();
    }

    served(request: ServedRequest): void {
        this.agent.served(request);
    }

    event(event: KubernetesEvent): void {
        this.agent.event(event);
    }

    log(line: LogLine): void {
        this.agent.log(line);
    }

    sampled(sample: ClusterSample): void {
        this.agent.sampled(sample);
        const due = Math.floor(sample.at / agentSeconds) * agentSeconds;
        if (due > this.takenUntil) {
            this.takenUntil = due;
            const telegram = this.agent.take(sample.at);
            const { requestLines } = this;
            this.requestLines = [];
            this.send({ ...telegram, logs: [...telegram.logs, ...requestLines] });
        }
    }

    /** Locust's output of one load pod. */
    locust(
        load: { readonly job: string; readonly image: string; readonly pod: string },
        loadTasks: readonly LoadTaskFacts[],
        wrote: (record: LogRecord) => void,
    ): LocustOutput {
        return new LocustOutput({ ...this.facts, load, loadTasks }, (record) => {
            wrote(record);
            this.agent.keep(record);
        });
    }
}

/** Lines of requests sent of each service and second: all of them would fill the store in minutes. */
const requestLinesPerSecond = 10;
