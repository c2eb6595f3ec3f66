/** The test harness's control plane: see README.md beside this file. */
export { ApiClient, type ApplyOptions, type KubernetesObject } from "./apiClient";
export { ApiError } from "./apiTransport";
export { assertLocalContext, connectOrStart, type TestCluster } from "./connect";
export { registerMetricsApi, type MetricsApi } from "./metricsApi";
export type { CpuFigure } from "./metricsAnswers";
export { MetricsStandIn } from "./metricsStandIn";
export {
    podAnnotations,
    type AutoscalerTiming,
    type ClusterAccess,
    type ControlPlane,
    type ControlPlaneOptions,
    type PodBehaviour,
} from "./options";
export { startControlPlane } from "./start";
export { waitFor } from "./wait";
