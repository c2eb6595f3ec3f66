import type { RemediationName } from "../../scenarios/remediation";
import type { Scenario } from "../../scenarios/scenario";
import type { ImageSet } from "../../shop/images";
import type { ProbeProfile } from "../../shop/probes";
import type { ServiceOverrides } from "../../shop/overrides";
import type { DatadogSettings } from "./datadog";

export const gates = ["off", "pods", "http"] as const;
export type Gate = (typeof gates)[number];

/** The load in force: the incident's own, with the overrides of the settings. */
export interface EffectiveLoad {
    readonly users: number;
    /** Users started per second. */
    readonly spawnRate: number;
    readonly durationSeconds: number;
}

/** An incident that is switched on. */
export interface IncidentSettings {
    readonly scenario: Scenario;
    readonly load: EffectiveLoad;
    /** Label of the run; empty when none was given. */
    readonly run: string;
    /** It is not named where an agent under test can read it. */
    readonly blind: boolean;
    readonly overlap: boolean;
    /** Memory limit to set instead of the scenario's, `off` for none; undefined: as it is. */
    readonly memoryFault: string | undefined;
    /** After how many seconds the cluster undoes a fault by itself. */
    readonly expireAfterSeconds: number;
    readonly gate: Gate;
    /** How long the injection waits for a healthy shop. */
    readonly gateTimeoutSeconds: number;
}

/** All settings of the stack, checked. */
export interface Settings {
    /** Undefined: no incident, the shop is to be healthy. */
    readonly incident: IncidentSettings | undefined;
    readonly remediations: readonly RemediationName[];
    readonly frontEndReplicas: number;
    readonly probes: ProbeProfile;
    readonly images: ImageSet;
    /** Name of the stack that holds the shop; undefined when this one does. */
    readonly baseStack: string | undefined;
    readonly namespace: string;
    readonly nodePort: number;
    readonly kubeContext: string;
    readonly allowContexts: readonly string[];
    readonly networkPolicies: boolean;
    readonly metricsServer: boolean;
    /** Undefined: nothing is made in Datadog. */
    readonly datadog: DatadogSettings | undefined;
    readonly services: ServiceOverrides;
}
