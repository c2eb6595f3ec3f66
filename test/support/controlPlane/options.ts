/** What a test may ask of the control plane, and what it gets. */
import type { AutoscalerTiming, ControlPlane } from "../../../range/controlPlane/options";

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
export interface KwokPlaneOptions {
    /** Name of the kubeconfig's context, cluster and user. Default `kind-sockshop`. */
    readonly contextName?: string;
    /** One simulated node for each name. Default `["sockshop-control-plane"]`, as kind calls it. */
    readonly nodeNames?: readonly string[];
    readonly autoscaler?: Partial<AutoscalerTiming>;
    readonly pods?: PodBehaviour;
    /** Where a line of progress goes. Default: standard error. */
    readonly report?: (line: string) => void;
}

/** A control plane of our own whose pods a test controls. */
export interface KwokPlane extends ControlPlane {
    /** Replaces the pods' behaviour; running pods follow. Takes about a second. */
    configurePods(behaviour: PodBehaviour): Promise<void>;
}

export const defaultContextName = "kind-sockshop";
export const defaultNodeNames: readonly string[] = ["sockshop-control-plane"];
/** Where nothing can be built. */
export const wayOut = "Or name a cluster of your own: TEST_KUBECONFIG.";

/** Prints a line of progress where it disturbs no test report. */
export function reportToStandardError(line: string): void {
    process.stderr.write(`${line}\n`);
}
