import {
    AppsV1Api,
    AutoscalingV2Api,
    BatchV1Api,
    CoordinationV1Api,
    CoreV1Api,
    type KubeConfig,
    NetworkingV1Api,
    RbacAuthorizationV1Api,
    type V1ObjectMeta,
    type V1Pod,
} from "@kubernetes/client-node";

import { annotations, managedSelector } from "../shop/names";
import { found } from "./cluster";

/** How long the pods of a load may take to go, in ms: twice their grace. */
const patienceMs = 60_000;
const pollMs = 500;

const componentKey = "app.kubernetes.io/component";

/**
 * Deletes the load of an incident and waits until its pods are gone. The engine would delete it
 * last, and not at all when it was killed between creating it and writing that down.
 */
export async function sweepLoad(config: KubeConfig, namespace: string): Promise<void> {
    await deleteJobs(config, namespace, "load");
    const core = config.makeApiClient(CoreV1Api);
    const labelSelector = `${managedSelector},${componentKey}=load`;
    for (let waited = 0; waited < patienceMs; waited += pollMs) {
        const { items } = await core.listNamespacedPod({ namespace, labelSelector });
        if (items.length === 0) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
}

/**
 * Once the faults are undone that change the shop: deletes those that are objects of their own, which
 * the engine would delete last, replaces pods that would still wait in back-off, and deletes what else
 * the incident brought along. The expiry goes after all faults: whenever this is cut short, something
 * ends them.
 */
export async function sweepRest(config: KubeConfig, namespace: string): Promise<void> {
    await deleteBrought(config, namespace);
    await replaceHeldBack(config, namespace);
    await deleteJobs(config, namespace, "expiry");
    const core = config.makeApiClient(CoreV1Api);
    const rights = config.makeApiClient(RbacAuthorizationV1Api);
    const labelSelector = `${managedSelector},${componentKey} in (load, expiry)`;
    const all = { namespace, labelSelector };
    await core.deleteCollectionNamespacedConfigMap(all);
    await core.deleteCollectionNamespacedServiceAccount(all);
    await rights.deleteCollectionNamespacedRoleBinding(all);
    await rights.deleteCollectionNamespacedRole(all);
    await config.makeApiClient(CoordinationV1Api).deleteCollectionNamespacedLease({
        namespace,
        labelSelector: `${managedSelector},${componentKey}=lease`,
    });
}

/** The autoscaler of a fix stands without a run, and stays. */
async function deleteBrought(config: KubeConfig, namespace: string): Promise<void> {
    const autoscaling = config.makeApiClient(AutoscalingV2Api);
    const networking = config.makeApiClient(NetworkingV1Api);
    const ours = { namespace, labelSelector: managedSelector };
    const autoscalers = await autoscaling.listNamespacedHorizontalPodAutoscaler(ours);
    for (const name of namesOfFaults(autoscalers.items)) {
        await found(autoscaling.deleteNamespacedHorizontalPodAutoscaler({ namespace, name }));
    }
    const policies = await networking.listNamespacedNetworkPolicy(ours);
    for (const name of namesOfFaults(policies.items)) {
        await found(networking.deleteNamespacedNetworkPolicy({ namespace, name }));
    }
}

function namesOfFaults(
    objects: readonly { readonly metadata?: V1ObjectMeta }[],
): readonly string[] {
    return objects
        .filter(({ metadata }) => metadata?.annotations?.[annotations.run] !== undefined)
        .map(({ metadata }) => metadata?.name ?? "");
}

/**
 * Deletes the shop's own pods that wait in CrashLoopBackOff, up to five minutes after what killed
 * them is gone: the kubelet remembers it by the pod, so a new one starts at once.
 */
export async function replaceHeldBack(config: KubeConfig, namespace: string): Promise<void> {
    const core = config.makeApiClient(CoreV1Api);
    const deployments = await config
        .makeApiClient(AppsV1Api)
        .listNamespacedDeployment({ namespace, labelSelector: managedSelector });
    const services = new Set(deployments.items.map(({ metadata }) => metadata?.name));
    const { items } = await core.listNamespacedPod({ namespace });
    const shop = items.filter(({ metadata }) => services.has(metadata?.labels?.name));
    for (const { metadata } of shop.filter(isHeldBack)) {
        // Of a collection, because a pod that has gone meanwhile is no error there.
        await core.deleteCollectionNamespacedPod({
            namespace,
            fieldSelector: `metadata.name=${metadata?.name ?? ""}`,
        });
    }
}

function isHeldBack({ status }: V1Pod): boolean {
    return (status?.containerStatuses ?? []).some(
        ({ state }) => state?.waiting?.reason === "CrashLoopBackOff",
    );
}

async function deleteJobs(config: KubeConfig, namespace: string, component: string): Promise<void> {
    await config.makeApiClient(BatchV1Api).deleteCollectionNamespacedJob({
        namespace,
        labelSelector: `${managedSelector},${componentKey}=${component}`,
        propagationPolicy: "Foreground",
    });
}
