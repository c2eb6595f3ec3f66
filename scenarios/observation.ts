import type { ServiceName } from "../shop/services";

/*
 * What Datadog is to show of an incident. The monitors themselves are in the catalogue
 * (components/observability/catalogue), which knows no incident by name.
 */

/** A monitor that has to go off. */
export interface ExpectedAlert {
    /** Its id in the monitor catalogue. */
    readonly monitor: string;
    /** Seconds from the start of the load to the alert, at most. */
    readonly withinSeconds: number;
}

/**
 * Which monitors go off. All others stay silent, as all do in a healthy shop. Whatever went off has
 * to be over by the end of the evidence, if that is long enough after the load.
 */
export interface MonitorContract {
    readonly mustFire: readonly ExpectedAlert[];
    /** May go off or not, depending on chance, the host's speed, or what was up before. */
    readonly mayFire: readonly string[];
}

/** The composite monitor `incident-<id>`: recognises the incident from its symptoms alone. */
export interface Diagnosis {
    readonly title: string;
    /** Over the ids of monitors, like `failed-orders && !front-end-restarts`. */
    readonly symptoms: string;
    /** As Datadog has it: 1 is the most urgent. */
    readonly priority: 1 | 2 | 3 | 4 | 5;
    /** Why these symptoms tell it from every other incident. */
    readonly why: string;
    /** What the alert says about the shop. */
    readonly meaning: string;
    /** What to do first, in this order. */
    readonly checkFirst: readonly string[];
}

/** A view of the log explorer. */
export interface IncidentLogView {
    readonly name: string;
    /** The name under which a blind drill has it: says what is listed, not what it means. */
    readonly neutralName: string;
    /** In addition to the namespace. */
    readonly search: string;
}

/** Where to look on the dashboard and in the logs. */
export interface Observation {
    /** Services to which the dashboard's preset of this incident narrows it. */
    readonly focus: readonly ServiceName[];
    /** Undefined: the general views will do. Several incidents may share one. */
    readonly logView?: IncidentLogView;
}

export const runbookSections = ["detect", "diagnose", "assess", "remediate", "prevent"] as const;
export type RunbookSection = (typeof runbookSections)[number];

/** A step of a runbook page, with at most one thing to look at or to do. */
export interface RunbookStep {
    readonly say: string;
    /** A monitor of the catalogue: the page shows its query. */
    readonly monitor?: string;
    /** A search of logs or of events, in addition to the namespace. */
    readonly logs?: string;
    readonly events?: string;
    /** A command, for any shell. */
    readonly run?: string;
    /**
     * The value of the setting `remediation` that does what the command does, after the steps
     * before it: so a rehearsal can try it.
     */
    readonly remediation?: string;
}

/** What docs/runbooks/<id>.md says beside what the record says already. */
export type Runbook = Readonly<Record<RunbookSection, readonly RunbookStep[]>>;
