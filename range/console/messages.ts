/** What the console's server tells its page, as JSON. Times are seconds since the epoch. */

/** Who looks at it. The trainee is blind: what names or does the incident is left out. */
export type Role = "trainee" | "trainer";

/** In the order from good to bad. */
export const podConditions = [
    "ready",
    "starting",
    "ending",
    "unready",
    "waiting",
    "failed",
] as const;
export type PodCondition = (typeof podConditions)[number];

export interface PodView {
    readonly name: string;
    readonly condition: PodCondition;
    /** In Kubernetes' words: Running, CrashLoopBackOff, OOMKilled, Terminating … */
    readonly says: string;
    readonly restarts: number;
    /** Of its last end: OOMKilled, Error …; undefined when it never ended. */
    readonly lastEnd: string | undefined;
    readonly startedAt: number | undefined;
}

export interface AutoscalerView {
    readonly min: number;
    readonly max: number;
    readonly current: number;
    readonly desired: number;
}

export interface WorkloadView {
    readonly name: string;
    readonly wanted: number;
    readonly ready: number;
    readonly pods: readonly PodView[];
    /** As in the first container: like `300m` and `1000Mi`; undefined where there is none. */
    readonly cpuLimit: string | undefined;
    readonly memoryLimit: string | undefined;
    readonly autoscaler: AutoscalerView | undefined;
}

/** What a service said when it was last asked over HTTP. */
export interface AnswerView {
    readonly path: string;
    readonly askedAt: number;
    /** Undefined when nothing answered. */
    readonly status: number | undefined;
    readonly milliseconds: number;
    /** Why nothing answered. */
    readonly failure: string | undefined;
}

/** A load run: a Job with the load's label. */
export interface LoadView {
    readonly name: string;
    readonly state: "starting" | "running" | "ended";
    readonly startedAt: number | undefined;
    readonly endedAt: number | undefined;
    /** Of Locust's arguments. */
    readonly users: number | undefined;
}

export interface ClusterView {
    /** Undefined while the API server cannot be read; then `failure` says why. */
    readonly readAt: number | undefined;
    readonly failure: string | undefined;
    readonly workloads: readonly WorkloadView[];
    readonly answers: Readonly<Record<string, AnswerView>>;
    readonly loads: readonly LoadView[];
}

export type MonitorState = "Alert" | "Warn" | "No Data" | "OK";

export interface MonitorGroupView {
    readonly name: string;
    readonly state: MonitorState;
    readonly lastTriggered: number | undefined;
}

export interface MonitorView {
    readonly id: number;
    readonly name: string;
    readonly type: string;
    readonly state: MonitorState;
    readonly priority: number | undefined;
    readonly query: string;
    readonly message: string;
    readonly tags: readonly string[];
    readonly groups: readonly MonitorGroupView[];
}

export const lanes = ["people", "cluster", "monitors", "load"] as const;
export type Lane = (typeof lanes)[number];

/** Something that was done, or that happened. A later one of the same id takes its place. */
export interface Deed {
    readonly id: string;
    readonly at: number;
    readonly lane: Lane;
    readonly tone: "plain" | "bad" | "good";
    readonly who: string;
    readonly what: string;
    readonly details: readonly string[];
    /** How often, when it is told once for all. */
    readonly count: number;
}

/** What the page learns first. */
export interface Welcome {
    readonly role: Role;
    readonly namespace: string;
    readonly now: number;
    readonly footer: string;
    readonly incidents: readonly Choice[];
    readonly remediations: readonly string[];
}

export interface Choice {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
}

/** Every second: the page can tell how old what it shows is. */
export interface Pulse {
    readonly now: number;
    /** How far the world was behind its clock at worst since the pulse before, in its seconds. */
    readonly behindSeconds: number;
    /** Time of the newest point that Datadog's API has; undefined before the first. */
    readonly metricsUntil: number | undefined;
    /** Why Datadog's API cannot be read; undefined when it can. */
    readonly failure: string | undefined;
    /** Id and time of the last change of the dashboard that is shown first; undefined: none. */
    readonly dashboards: readonly DashboardChoice[];
}

export interface DashboardChoice {
    readonly id: string;
    readonly title: string;
    readonly modifiedAt: string;
}

/** Only to the trainer. */
export interface TrainerView {
    readonly incident: string | undefined;
    /** What is under way. */
    readonly busy: string | undefined;
    /** Why the last one failed. */
    readonly failure: string | undefined;
}

/** What is asked of whoever looks, and the form of an answer as JSON Schema. */
export interface DeskView {
    readonly task: string;
    readonly schema: object;
}

/** By the names of the server-sent events. */
export interface Messages {
    readonly welcome: Welcome;
    readonly pulse: Pulse;
    readonly cluster: ClusterView;
    readonly monitors: readonly MonitorView[];
    readonly deeds: readonly Deed[];
    readonly trainer: TrainerView;
    /** Null: nothing is asked. */
    readonly desk: DeskView | null;
}

export type MessageName = keyof Messages;
