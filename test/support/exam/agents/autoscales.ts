/** Autoscales the front-end, with more CPU for each pod. */
import { answer, change, cluster, raiseAlarm, untilRestarts } from "./desk";

const cpu = { type: "Utilization", averageUtilization: 70 };

async function main(): Promise<void> {
    const api = await cluster();
    await untilRestarts(api, "front-end");
    raiseAlarm("errors", "slowness");
    const containers = [{ name: "front-end", resources: { limits: { cpu: "1" } } }];
    await change(api, "front-end", { template: { spec: { containers } } });
    const path = "/apis/autoscaling/v2/namespaces/sock-shop/horizontalpodautoscalers";
    await api.request("POST", path, {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: { name: "front-end" },
        spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "front-end" },
            minReplicas: 3,
            maxReplicas: 10,
            metrics: [{ type: "Resource", resource: { name: "cpu", target: cpu } }],
        },
    });
    answer({ skill: "remediate", done: ["an autoscaler of the front-end, and more CPU"] });
}

void main();
