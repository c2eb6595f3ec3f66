import type { ScenarioRegistry } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import type { ClusterReader } from "../incident/clusterState";

/** What the program reaches outside of Pulumi; handed in, so that plans and tests need none. */
export interface World {
    readonly scenarios: ScenarioRegistry;
    /** Reads of the cluster behind a context of the kubeconfig; throws when there is none. */
    readonly connect: (context: string) => ClusterReader;
    /** The files of an incident's load run, by the name under which Locust finds them. */
    readonly loadFiles: (scenario: Scenario) => Readonly<Record<string, string>>;
    /** Stops the load of an incident, and waits until it is gone. */
    readonly sweepLoad: (context: string, namespace: string) => Promise<void>;
    /** Removes what else an incident brought along; its faults must be undone. */
    readonly sweepRest: (context: string, namespace: string) => Promise<void>;
    readonly sleep: (seconds: number) => Promise<void>;
}

/** What a stack exports. */
export type Outputs = Record<string, unknown>;
