/*
 * The HorizontalPodAutoscaler of Kubernetes 1.3x with the controller manager's defaults, and
 * metrics-server with its own. Seconds.
 */
/** The controller's queue holds every key for so long, a new autoscaler's too (horizontal.go). */
export const syncSeconds = 15;
export const tolerance = 0.1;
/** --horizontal-pod-autoscaler-cpu-initialization-period */
export const cpuInitializationSeconds = 300;
/** --horizontal-pod-autoscaler-initial-readiness-delay */
export const initialReadinessSeconds = 30;
/** Default behaviour, up: 100 % or 4 pods in 15 s, whichever is more; no stabilisation. */
export const scaleUp = { percent: 100, pods: 4, periodSeconds: 15 };
/** Default behaviour, down: 100 % in 15 s; the highest recommendation of the last five minutes. */
export const scaleDown = { percent: 100, periodSeconds: 15, stabilizationSeconds: 300 };
/** metrics-server's --metric-resolution: how often it asks the kubelet. */
export const metricsResolutionSeconds = 15;
/** A reading at that age of a container, or a little older, counts from its start (pod.go). */
export const freshContainerSeconds = 10;
/**
 * How often the kubelet's cAdvisor reads the counters of a container: housekeeping_interval of 10 s
 * and a jitter of as much again (pkg/kubelet/cadvisor, manager/container.go). That it reads half as
 * often while nothing changes is left out.
 */
export const housekeepingSeconds = { min: 10, max: 20 } as const;
