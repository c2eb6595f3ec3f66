/** What a test may ask of the control plane, and what it gets. */
import type { ApiClient } from "./apiClient";

/** Timing of the horizontal pod autoscaler's controller, in seconds; the defaults are upstream's. */
export interface AutoscalerTiming {
    /** How often every autoscaler is evaluated. Default 15. */
    readonly syncPeriodSeconds: number;
    /** For so long after its start a pod counts only with a sample taken since it got ready. 300. */
    readonly cpuInitializationSeconds: number;
    /** A pod that turns unready this soon after its start was never ready at all. Default 30. */
    readonly initialReadinessDelaySeconds: number;
    /** How long the highest recommendation holds the replica count up. Default 300. */
    readonly downscaleStabilizationSeconds: number;
}

/**
 * What the simulated kubelet does with pods. No container runs: a pod is its status.
 * An annotation on a pod (see {@link podAnnotations}) wins over these.
 */
export interface PodBehaviour {
    /** Seconds after its start at which a Job's pod ends with exit code 0; absent: only when deleted. */
    readonly jobRunSeconds?: number;
    /** Seconds that a Job's pod takes to go after its deletion was asked for. Default 0. */
    readonly jobTerminationSeconds?: number;
    /**
     * Deployments whose pods are not Ready, each as `namespace/name`. Pods that were Ready turn
     * unready when a Deployment joins the list, and Ready again when it leaves.
     */
    readonly neverReady?: readonly string[];
    /**
     * The address that the pods of a Deployment (`namespace/name`) report instead of a made-up one.
     * With one of this machine's own addresses that is not loopback (the API refuses those), the
     * API server's service proxy reaches a stand-in that listens there. For pods started from now.
     */
    readonly addresses?: Readonly<Record<string, string>>;
}

/** Annotations with which one pod (or a pod template) asks for other behaviour. */
export const podAnnotations = {
    /** `never`: the pod runs but is not Ready; `always`: it is, whatever the plane was told. */
    ready: "control-plane.test/ready",
    /** Whole seconds after its start at which the pod's containers exit. */
    runSeconds: "control-plane.test/run-seconds",
    /** The exit code of the containers then; anything but 0 makes the pod Failed. Default 0. */
    exitCode: "control-plane.test/exit-code",
    /** Whole seconds from deletion asked to pod gone. */
    terminationSeconds: "control-plane.test/termination-seconds",
} as const;

/** Every field has a default. */
export interface ControlPlaneOptions {
    /** Name of the kubeconfig's context, cluster and user. Default `kind-sockshop`. */
    readonly contextName?: string;
    /** One simulated node for each name. Default `["sockshop-control-plane"]`, as kind calls it. */
    readonly nodeNames?: readonly string[];
    readonly autoscaler?: Partial<AutoscalerTiming>;
    readonly pods?: PodBehaviour;
    /** Where a line of progress goes. Default: standard error. */
    readonly report?: (line: string) => void;
}

/** A cluster to test against, whoever started it. */
export interface ClusterAccess {
    readonly kubeconfigPath: string;
    readonly kubeconfigText: string;
    readonly contextName: string;
    readonly serverUrl: string;
    /** Requests as the kubeconfig's user: an administrator. */
    readonly api: ApiClient;
    /** A one-hour token of that ServiceAccount, which must exist. */
    serviceAccountToken(namespace: string, name: string): Promise<string>;
    /** Requests as that ServiceAccount. */
    asServiceAccount(namespace: string, name: string): Promise<ApiClient>;
    /** Ends what was started for this cluster; for somebody else's cluster it does nothing. */
    stop(): Promise<void>;
}

/** A control plane of our own. */
export interface ControlPlane extends ClusterAccess {
    /** PEM: the API server's own certificate and the authority that signed it. */
    readonly caFile: string;
    /** One log file per component. */
    readonly logsDirectory: string;
    readonly adminToken: string;
    /** As the API server says it, for example `v1.35.4`. */
    readonly kubernetesVersion: string;
    /** What a loopback server that stands in for an extension API may present. PEM files. */
    readonly servingCertificate: { readonly certFile: string; readonly keyFile: string };
    /** Replaces the pods' behaviour; running pods follow. Takes about a second. */
    configurePods(behaviour: PodBehaviour): Promise<void>;
}

export const defaultContextName = "kind-sockshop";
export const defaultNodeNames: readonly string[] = ["sockshop-control-plane"];
export const defaultAutoscalerTiming: AutoscalerTiming = {
    syncPeriodSeconds: 15,
    cpuInitializationSeconds: 300,
    initialReadinessDelaySeconds: 30,
    downscaleStabilizationSeconds: 300,
};

/** Prints a line of progress where it disturbs no test report. */
export function reportToStandardError(line: string): void {
    process.stderr.write(`${line}\n`);
}
