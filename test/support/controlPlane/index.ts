/** The test harness's cluster: see README.md beside this file. */
export {
    ApiClient,
    type ApplyOptions,
    type KubernetesObject,
} from "../../../range/controlPlane/apiClient";
export { ApiError } from "../../../range/controlPlane/apiTransport";
export type { AutoscalerTiming, ClusterAccess } from "../../../range/controlPlane/options";
export { waitFor } from "../../../range/controlPlane/wait";
export { assertLocalContext, connectOrStart, type TestCluster } from "./connect";
export { registerMetricsApi, type MetricsApi } from "./metricsApi";
export type { CpuFigure } from "./metricsAnswers";
export { MetricsStandIn } from "./metricsStandIn";
export {
    podAnnotations,
    type KwokPlane,
    type KwokPlaneOptions,
    type PodBehaviour,
} from "./options";
export { startKwokPlane } from "./start";
