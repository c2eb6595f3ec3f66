/*
 * The HorizontalPodAutoscaler of Kubernetes 1.3x with the controller manager's defaults, and
 * metrics-server with its own. Seconds.
 */
export const syncSeconds = 15;
export const tolerance = 0.1;
/** --horizontal-pod-autoscaler-cpu-initialization-period */
export const cpuInitializationSeconds = 300;
/** --horizontal-pod-autoscaler-initial-readiness-delay */
export const initialReadinessSeconds = 30;
/** Default behaviour, up: 100 % or 4 pods in 15 s, whichever is more; no stabilisation. */
export const scaleUp = { percent: 100, pods: 4, periodSeconds: 15, stabilizationSeconds: 0 };
/** Default behaviour, down: 100 % in 15 s; the highest recommendation of the last five minutes. */
export const scaleDown = { percent: 100, periodSeconds: 15, stabilizationSeconds: 300 };
/** metrics-server's --metric-resolution: how old a measurement gets, and the window it spans. */
export const metricsResolutionSeconds = 15;
