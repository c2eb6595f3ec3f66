/*
 * The kubelet's own rules and times, in seconds. Source: Kubernetes' documentation of the pod
 * life cycle, and pkg/kubelet of 1.3x where it says nothing.
 */

/**
 * CrashLoopBackOff: 10 s, doubling, 300 s at most; forgotten ten minutes after the last restart
 * (kubelet.go: HasExpiredFunc). The wait is drawn out by up to half (pod_workers.go:
 * workerBackOffPeriodJitterFactor).
 */
export const backOff = { initial: 10, factor: 2, max: 300, resetAfter: 600, jitter: 0.5 } as const;

/** syncFrequency's default: the kubelet waits no longer before it looks at a pod again. */
export const resyncSeconds = 60;

/** How long until the kubelet notices that a container is gone: the PLEG lists once a second. */
export const relistSeconds = 1;

/**
 * What a container ends with: an exception that nobody catches, SIGKILL, or SIGTERM (128 and the
 * signal's number each). A JVM never hears of SIGTERM (idle.ts), so it ends by SIGKILL.
 */
export const exitCodes = { failed: 1, killed: 137, terminated: 143 } as const;

/** Defaults of a probe's fields. */
export const probeDefaults = {
    initialDelaySeconds: 0,
    periodSeconds: 10,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
} as const;

/** Default of terminationGracePeriodSeconds. */
export const graceSeconds = 30;

/** From the creation of a pod to the start of its container, the image being there. Assumed. */
export const podStartSeconds = { min: 0.8, max: 1.6 } as const;
