import type { Evidence, LogRecord, RunRecord } from "../../evidence/evidence";
import type { TwinInput, TwinResult } from "../input";
import type {
    ClusterSample,
    EndedRequest,
    KubernetesEvent,
    LogLine,
    Observer,
    ServedRequest,
} from "../observer";
import { defaultNodeCpus } from "../physics/node";
import { Agent } from "./agent";
import { FineSeries } from "./fineSeries";
import { LocustOutput } from "./locustOutput";
import { clusterFactsOf } from "./clusterFacts";
import type { ClusterFacts } from "./clusterFacts";

export interface TelemetryOptions {
    readonly input: TwinInput;
    /** What the run was; when it was comes from the simulation. */
    readonly run: Pick<RunRecord, "incident" | "remediation" | "users" | "settings">;
    /** Receives the line of every request; without it they are not even made. */
    readonly requestLines?: (record: LogRecord) => void;
}

/**
 * Watches a simulation as Datadog's agent, Locust and a person with a stop-watch would, and makes
 * evidence of it. What it holds grows with time and with what there is to watch, not with the
 * number of requests.
 */
export class Telemetry implements Observer {
    private readonly facts: ClusterFacts;
    private readonly agent: Agent;
    private readonly load: LocustOutput;
    private readonly fine: FineSeries;

    constructor(private readonly options: TelemetryOptions) {
        const { input } = options;
        this.facts = clusterFactsOf(input);
        this.agent = new Agent(this.facts, options.requestLines);
        this.load = new LocustOutput(this.facts, (record) => {
            this.agent.keep(record);
        });
        this.fine = new FineSeries(input.epoch, this.facts.load?.job);
    }

    requestEnded(request: EndedRequest): void {
        this.load.ended(request);
        this.fine.ended(request);
    }

    requestServed(request: ServedRequest): void {
        this.agent.served(request);
        this.fine.served(request);
    }

    /** Minutes before the load and after it, nobody but the agent looks. */
    needsSample(at: number, loadEnd: number): boolean {
        return this.agent.isDue(at) || this.fine.covers(at, loadEnd);
    }

    sampled(sample: ClusterSample): void {
        this.load.sampled(sample.at, sample.users);
        this.fine.sampled(sample);
        this.agent.sampled(sample);
    }

    event(event: KubernetesEvent): void {
        this.agent.event(event);
    }

    log(line: LogLine): void {
        this.agent.log(line);
    }

    /** The evidence of the run; the telemetry is used up by it. */
    finish({ from, until, loadStart, loadEnd }: TwinResult): Evidence {
        const { input, run } = this.options;
        const { series, distributions, events, uncollectedEvents, logs } = this.agent.take();
        return {
            format: 1,
            origin: "simulated",
            run: {
                ...run,
                seed: input.seed,
                hostSpeed: input.hostSpeed,
                nodeCpus: input.nodeCpus ?? defaultNodeCpus,
                from,
                until,
                loadStart,
                loadEnd,
            },
            series,
            distributions,
            fine: this.fine.series(loadEnd),
            events,
            uncollectedEvents,
            logs,
            requests: this.load.finish(),
        };
    }
}
