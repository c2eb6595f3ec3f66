import type { ContainerResources } from "../shop/serviceSpec";
import type { ServiceChange } from "../shop/changes";
import type { ServiceName } from "../shop/services";
import type { LevelControl } from "./load/level";
import type {
    Diagnosis,
    MonitorContract,
    Observation,
    Runbook,
    RunbookSection,
} from "./observation";

/** The load that an incident puts on the front-end. */
export interface ScenarioLoad {
    /** What the users do: a mix of scenarios/load/mixes.json. */
    readonly mix: string;
    /** The mix of the published script, its defects included; only for comparing with its figures. */
    readonly publishedMix: string;
    /** With a level, the most that there may be. */
    readonly users: number;
    /** Users started per second. */
    readonly spawnRate: number;
    readonly durationSeconds: number;
    /**
     * How long it has to last for a response to show, in a rehearsal that tries any; undefined: the
     * same.
     */
    readonly responseSeconds?: number;
    /** How the load finds the number of its users by itself; undefined: all come and stay. */
    readonly level?: LevelControl;
    /** Of the load Job's container. */
    readonly resources: ContainerResources;
}

/** What a figure counts; ratios are 0 to 1, times are ms. */
export type SymptomFigure =
    | "restarts"
    | "crashLoopBackOffs"
    | "oomKills"
    | "imagePullFailures"
    | "mostReplicas"
    | "requestFailureRatio"
    | "orderFailureRatio"
    | "browseFailureRatio"
    | "unshippedOrders"
    | "p95ResponseTimeMs";

/** One bound of the symptom contract: outside it, the run was not this incident. */
export interface Symptom {
    readonly figure: SymptomFigure;
    /** The service it is measured on, or all services but that one. */
    readonly service?: ServiceName;
    readonly exceptService?: ServiceName;
    /** Inclusive bounds. */
    readonly atLeast?: number;
    readonly atMost?: number;
    /** Exclusive bounds. */
    readonly above?: number;
    readonly below?: number;
    readonly meaning: string;
}

/** Facts that only a run can tell, by the name under which a prompt leaves them open. */
export const runFacts = [
    "startedAt",
    "users",
    "failureRatio",
    "p95Ms",
    "frontEndRestarts",
    "failedOrders",
    "moneyAtRisk",
    "unshippedOrders",
    "orderId",
    "orderAmount",
] as const;

/** A question to the agent under test. `{{name}}` stands for one of the facts of a run. */
export interface AgentPrompt {
    readonly skill: RunbookSection;
    readonly ask: string;
    readonly expect: readonly string[];
}

/** Something that people do about an incident, whether or not it helps. */
export interface Attempt {
    readonly action: string;
    readonly why: string;
    /** The value of the setting `remediation` that does the same, where the stack has one. */
    readonly remediation?: string;
}

/**
 * What a fix is good for: in place before the load comes, or applied once the first monitor tells.
 * Few are good for both.
 */
export type FixUse = "prevention" | "response";

/** An attempt that helps. */
export interface Fix extends Attempt {
    readonly serves: readonly FixUse[];
    /** No cluster can be told to do it: talking to customers, checking lists. */
    readonly isPeoplesWork?: true;
}

export interface Scenario {
    readonly id: string;
    readonly title: string;
    /** What happens, in a line of a table. */
    readonly inShort: string;
    readonly summary: string;
    readonly load: ScenarioLoad;
    readonly faults: readonly ServiceChange[];
    readonly symptoms: readonly Symptom[];
    readonly rootCause: string;
    /** Why it goes the way it does, in three lines: what somebody who knows the cause still wonders. */
    readonly why: string;
    readonly diagnosis: Diagnosis;
    readonly monitors: MonitorContract;
    readonly observation: Observation;
    readonly runbook: Runbook;
    /** How the shop comes back once the incident is switched off. */
    readonly recovery: string;
    readonly acceptedFixes: readonly Fix[];
    readonly wrongFixes: readonly Attempt[];
    readonly prompts: readonly AgentPrompt[];
    /** Where the numbers come from. */
    readonly sources: readonly string[];
}

/**
 * What a rehearsal tries when nobody says which: what the record recommends, then what it warns
 * of, each once.
 */
export function defaultArms({ acceptedFixes, wrongFixes }: Scenario): readonly string[] {
    const attempts: readonly Attempt[] = [...acceptedFixes, ...wrongFixes];
    return [...new Set(attempts.flatMap(({ remediation }) => remediation ?? []))];
}
