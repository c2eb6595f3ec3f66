import type { AutoscaleChange } from "./changes";

interface AutoscalerObjectSpec {
    readonly scaleTargetRef: { apiVersion: string; kind: string; name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: {
        type: string;
        resource: { name: string; target: { type: string; averageUtilization: number } };
    }[];
}

/** The `spec` of a HorizontalPodAutoscaler (autoscaling/v2) that does what the change says. */
export function autoscalerSpec({
    service,
    minReplicas,
    maxReplicas,
    resource,
    utilization,
}: AutoscaleChange): AutoscalerObjectSpec {
    return {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: service },
        minReplicas,
        maxReplicas,
        metrics: [
            {
                type: "Resource",
                resource: {
                    name: resource,
                    target: { type: "Utilization", averageUtilization: utilization },
                },
            },
        ],
    };
}
