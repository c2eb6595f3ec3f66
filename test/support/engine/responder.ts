/** What people and agents do to the shop while an incident is on, each as kubectl would do it. */
import {
    AppsV1Api,
    BatchV1Api,
    CoreV1Api,
    type KubeConfig,
    KubernetesObjectApi,
    PatchStrategy,
    setHeaderOptions,
} from "@kubernetes/client-node";

import { waitFor } from "../../../range/controlPlane/wait";
import { selectorLabels } from "../../../shop/names";

/** The guide's own manifest, and what `kubectl autoscale` makes, differ in name and numbers. */
export interface AutoscalerChoice {
    readonly name: string;
    readonly maxReplicas: number;
    /** Percent of the request. */
    readonly cpuUtilization: number;
}

export class Responder {
    private readonly apps: AppsV1Api;
    private readonly batch: BatchV1Api;
    private readonly core: CoreV1Api;
    private readonly objects: KubernetesObjectApi;

    constructor(
        config: KubeConfig,
        private readonly namespace: string,
    ) {
        this.apps = config.makeApiClient(AppsV1Api);
        this.batch = config.makeApiClient(BatchV1Api);
        this.core = config.makeApiClient(CoreV1Api);
        this.objects = KubernetesObjectApi.makeApiClient(config);
    }

    /** `kubectl scale deployment NAME --replicas=N`. */
    async scale(name: string, replicas: number): Promise<void> {
        await this.apps.patchNamespacedDeploymentScale(
            {
                name,
                namespace: this.namespace,
                body: { spec: { replicas } },
                fieldManager: "kubectl",
            },
            setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
        );
    }

    /** `kubectl set resources`, `set image` and `set env`: anything in the first container. */
    async edit(name: string, container: Readonly<Record<string, unknown>>): Promise<void> {
        await this.patch(name, { spec: { containers: [{ name, ...container }] } });
    }

    /** `kubectl rollout restart`. */
    async restart(name: string): Promise<void> {
        const annotations = { "kubectl.kubernetes.io/restartedAt": new Date().toISOString() };
        await this.patch(name, { metadata: { annotations } });
    }

    /** `kubectl autoscale`, or `kubectl apply` of a manifest, for the front-end. */
    async autoscale({ name, maxReplicas, cpuUtilization }: AutoscalerChoice): Promise<void> {
        const target = { type: "Utilization", averageUtilization: cpuUtilization };
        const autoscaler = {
            apiVersion: "autoscaling/v2",
            kind: "HorizontalPodAutoscaler",
            metadata: { name, namespace: this.namespace },
            spec: {
                scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "front-end" },
                minReplicas: 2,
                maxReplicas,
                metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
            },
        };
        await this.objects.create(autoscaler);
    }

    /**
     * `kubectl cordon` and `kubectl delete pods`, which waits until they are gone: the service's next
     * pods have nowhere to run.
     */
    async keepPodsFrom(service: string): Promise<void> {
        await this.cordon(true);
        const labelSelector = Object.entries(selectorLabels(service))
            .map((pair) => pair.join("="))
            .join(",");
        const pods = { namespace: this.namespace, labelSelector };
        const { items: old } = await this.core.listNamespacedPod(pods);
        await this.core.deleteCollectionNamespacedPod(pods);
        await waitFor(`the pods of ${service} to go`, 60, async () => {
            const { items: now } = await this.core.listNamespacedPod(pods);
            const isLeft = now.some(({ metadata }) =>
                old.some((one) => one.metadata?.uid === metadata?.uid),
            );
            return isLeft ? undefined : true;
        });
    }

    /** `kubectl uncordon`. */
    letPodsCome(): Promise<void> {
        return this.cordon(false);
    }

    /** `kubectl delete jobs --all`: after a test that failed. */
    async removeJobs(): Promise<void> {
        const { namespace } = this;
        await this.batch.deleteCollectionNamespacedJob({
            namespace,
            propagationPolicy: "Foreground",
        });
    }

    private async cordon(unschedulable: boolean): Promise<void> {
        const { items } = await this.core.listNode();
        for (const { metadata } of items) {
            await this.core.patchNode(
                { name: metadata?.name ?? "", body: { spec: { unschedulable } } },
                setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
            );
        }
    }

    private async patch(name: string, template: object): Promise<void> {
        await this.apps.patchNamespacedDeployment(
            {
                name,
                namespace: this.namespace,
                body: { spec: { template } },
                fieldManager: "kubectl-edit",
            },
            setHeaderOptions("Content-Type", PatchStrategy.StrategicMergePatch),
        );
    }
}
