/** What may be asked of a control plane, and what one gets. */
import type { ApiClient } from "./apiClient";
import type { ServerCertificates } from "./premises";

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

/** A cluster, whoever started it. */
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

/** A control plane of our own, on loopback. */
export interface ControlPlane extends ClusterAccess {
    /** PEM: the API server's own certificate and the authority that signed it. */
    readonly caFile: string;
    /** How the API server shows who it is to kubelets and extension APIs. */
    readonly shows: ServerCertificates;
    /** One log file per component. */
    readonly logsDirectory: string;
    readonly adminToken: string;
    /** As the API server says it, for example `v1.35.4`. */
    readonly kubernetesVersion: string;
    /** What a loopback server that stands in for an extension API may present. PEM files. */
    readonly servingCertificate: { readonly certFile: string; readonly keyFile: string };
    /** Has files and folders removed when it is stopped, or when whoever started it was killed. */
    readonly removeAtEnd: (paths: readonly string[]) => void;
}

export const defaultAutoscalerTiming: AutoscalerTiming = {
    syncPeriodSeconds: 15,
    cpuInitializationSeconds: 300,
    initialReadinessDelaySeconds: 30,
    downscaleStabilizationSeconds: 300,
};

/** As seen in a world that goes so many times as fast as the controller's clock. */
export function autoscalerTimingAt(speed: number): AutoscalerTiming {
    const { syncPeriodSeconds, cpuInitializationSeconds, ...rest } = defaultAutoscalerTiming;
    return {
        syncPeriodSeconds: syncPeriodSeconds / speed,
        cpuInitializationSeconds: cpuInitializationSeconds / speed,
        initialReadinessDelaySeconds: rest.initialReadinessDelaySeconds / speed,
        downscaleStabilizationSeconds: rest.downscaleStabilizationSeconds / speed,
    };
}
