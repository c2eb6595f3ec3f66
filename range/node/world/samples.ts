/** What the real controllers say of Deployments and autoscalers. */
import type { V1Deployment, V2HorizontalPodAutoscaler } from "@kubernetes/client-node";

import type { AutoscalerSample, DeploymentSample } from "../../../twin/observer";

export function deploymentSamples(
    deployments: readonly V1Deployment[],
): readonly DeploymentSample[] {
    return deployments.map(({ metadata, spec, status }) => ({
        name: metadata?.name ?? "",
        desired: spec?.replicas ?? 1,
        available: status?.availableReplicas ?? 0,
    }));
}

export function autoscalerSamples(
    autoscalers: readonly V2HorizontalPodAutoscaler[],
): readonly AutoscalerSample[] {
    return autoscalers.map(({ metadata, spec, status }) => ({
        name: metadata?.name ?? "",
        deployment: spec.scaleTargetRef.name,
        minReplicas: spec.minReplicas ?? 1,
        maxReplicas: spec.maxReplicas,
        currentReplicas: status?.currentReplicas ?? 0,
        desiredReplicas: status?.desiredReplicas ?? 0,
        metrics: (spec.metrics ?? []).flatMap(({ resource }) => {
            const target = resource?.target.averageUtilization;
            return resource === undefined || target === undefined
                ? []
                : [
                      {
                          resource: resource.name,
                          target,
                          current: status?.currentMetrics?.find(
                              (one) => one.resource?.name === resource.name,
                          )?.resource?.current.averageUtilization,
                      },
                  ];
        }),
    }));
}
