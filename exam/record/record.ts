/**
 * What happened in an exam: all that a score is made from. Times are seconds of the world, 0 at the
 * first user of the load: two runs of a seed have the same clock, and `--speed` is not in it.
 */
import type { FailureReason } from "../../evidence/evidence";

/** How an agent's answers come in. */
export const answerDoors = ["file", "http", "mcp", "form"] as const;

export interface RecordedAnswer {
    readonly at: number;
    readonly door: (typeof answerDoors)[number];
    /** One line as it came: JSON by the answers' schema, or whatever the agent wrote. */
    readonly line: string;
}

/** A write through the Kubernetes API by whoever sits the exam; reads are only counted. */
export interface RecordedWrite {
    readonly at: number;
    /** The program, as it calls itself. */
    readonly agent: string;
    readonly verb: "create" | "update" | "patch" | "delete" | "deletecollection";
    /** The plural, with its API group where there is one: `deployments.apps`. */
    readonly resource: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
    /** HTTP status: 403 was refused. */
    readonly status: number;
    /** Only tried out. */
    readonly isDryRun: boolean;
    /** The object, the patch, the options; undefined where it was too large. */
    readonly sent?: unknown;
}

/** A write to Datadog's account by anybody but the range itself. */
export interface RecordedAccountWrite {
    readonly at: number;
    readonly who: "guest" | "owner" | "nobody";
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly body?: unknown;
}

/** Requests of the load that ended within this second of the world. */
export interface RequestSecond {
    /** The second's beginning. */
    readonly at: number;
    readonly users: number;
    /** By task, as Locust names it: `GET /catalogue`. Setup of accounts is left out. */
    readonly tasks: Readonly<Record<string, TaskSecond>>;
}

export interface TaskSecond {
    readonly ended: number;
    readonly failed: number;
    /** Took longer than the second that the shop's SLO allows, failed or not. */
    readonly slow: number;
    /** Milliseconds, over all that ended: sum and worst. */
    readonly totalMs: number;
    readonly slowestMs: number;
    readonly reasons: Readonly<Partial<Record<FailureReason, number>>>;
}

export interface PlacedOrder {
    readonly at: number;
    readonly customer: string;
    readonly dollars: number;
}

export interface LostOrder extends PlacedOrder {
    /** HTTP status that the customer got; undefined: none. */
    readonly status?: number;
}

/** How many orders waited for shipment from this second on. */
export interface WaitingShipments {
    readonly at: number;
    readonly count: number;
}

export interface RecordedPod {
    readonly name: string;
    readonly isReady: boolean;
    readonly isPending: boolean;
    readonly restarts: number;
    /** Of the application's container. */
    readonly image: string;
    readonly state: "waiting" | "running" | "terminated";
    readonly reason?: string;
    readonly lastTerminatedReason?: string;
    readonly cpuRequestCores: number;
    readonly cpuLimitCores?: number;
    readonly memoryRequestBytes: number;
    readonly memoryLimitBytes?: number;
}

/** A service's pods from this second on, until the next entry of the same service. */
export interface ServicePods {
    readonly at: number;
    readonly service: string;
    /** Replicas that its Deployment asks for; 0 also when there is no Deployment. */
    readonly desired: number;
    readonly pods: readonly RecordedPod[];
}

/** An object as the API has it, without status and what the server and tools keep for themselves. */
export interface RecordedObject {
    readonly kind: string;
    readonly name: string;
    readonly content: unknown;
}

export interface RecordedMonitor {
    readonly id: number;
    readonly name: string;
    readonly type: string;
    readonly query: string;
    readonly thresholds: unknown;
    /** Scope and end, as Datadog has them; empty: not muted. */
    readonly silenced: Readonly<Record<string, number | null>>;
    /** State of all groups together: OK, Warn, Alert, No Data. */
    readonly state: string;
}

export interface RecordedTransition {
    readonly at: number;
    readonly monitor: string;
    readonly group: string;
    readonly from?: string;
    readonly to: string;
}

/** The shop and the account at a moment. */
export interface WorldState {
    /** Deployments, Services, HorizontalPodAutoscalers, NetworkPolicies, Jobs of the shop. */
    readonly objects: readonly RecordedObject[];
    readonly monitors: readonly RecordedMonitor[];
    /** Active downtimes of monitors. */
    readonly downtimes: number;
}

/** Why the exam was over. */
export type ExamEnd = "cap" | "agent-ended" | "done" | "interrupted";

export interface ExamRecord {
    readonly format: 1;
    /** Id of the task: an incident's, or a control's. */
    readonly task: string;
    readonly seed: number;
    readonly speed: number;
    readonly hostSpeed: string;
    readonly nodeCpus: number;
    /** Settings of the healthy shop and of what was injected, as the program takes them. */
    readonly healthy: Readonly<Record<string, string>>;
    readonly injected: Readonly<Record<string, string>>;
    /** How the agent was started; undefined: whoever connected. */
    readonly command?: string;
    /** What clients' clocks said at 0, in seconds since the epoch: answers speak of those. */
    readonly zeroAt: number;
    /** When the agent was started: less than 0, since it sees the shop healthy first. */
    readonly startedAt: number;
    readonly injectedAt: number;
    readonly endedAt: number;
    /** From the start on. */
    readonly capSeconds: number;
    readonly end: ExamEnd;
    /** How long the load was asked to last: beyond the cap, so that nobody waits it out. */
    readonly loadSeconds: number;
    /** When the load ended: by itself, or because its Job or pod was deleted; undefined: it did not. */
    readonly loadEndedAt?: number;
    readonly answers: readonly RecordedAnswer[];
    readonly writes: readonly RecordedWrite[];
    /**
     * How many requests the API server had from whoever sits the exam, reads too. Not in records that
     * are older than the count.
     */
    readonly apiRequests?: number;
    readonly accountWrites: readonly RecordedAccountWrite[];
    readonly requests: readonly RequestSecond[];
    readonly lostOrders: readonly LostOrder[];
    /** Not in records that are older than the queue of shipments. */
    readonly placedOrders?: readonly PlacedOrder[];
    readonly waitingShipments?: readonly WaitingShipments[];
    readonly pods: readonly ServicePods[];
    readonly transitions: readonly RecordedTransition[];
    /** As whoever sits the exam found it, and at the end. */
    readonly before: WorldState;
    readonly after: WorldState;
    /** What was too much to be recorded, in words; a flood of writes for example. */
    readonly omitted: readonly string[];
}
