import {
    ApiException,
    ApiregistrationV1Api,
    AppsV1Api,
    AutoscalingV2Api,
    BatchV1Api,
    CoordinationV1Api,
    CoreV1Api,
    type KubeConfig,
    RbacAuthorizationV1Api,
    type V1Lease,
    type V1ObjectMeta,
} from "@kubernetes/client-node";

import type { ClusterReader, IncidentLease } from "../components/incident/clusterState";
import { healthOf } from "../components/incident/deploymentHealth";
import { annotations, incidentLabels, isManaged } from "../shop/names";
import { contextOf } from "./kubeconfig";
import { policyEnforcer } from "./policyEnforcer";

/** The answer, or undefined when the API server says that there is no such object. */
export async function found<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (error instanceof ApiException && error.code === 404) {
            return undefined;
        }
        throw error;
    }
}

function selectorOf(labels: Readonly<Record<string, string>>): string {
    return Object.entries(labels)
        .map((pair) => pair.join("="))
        .join(",");
}

/** Made by this project. */
function isOurs({ metadata }: { readonly metadata?: V1ObjectMeta }): boolean {
    return isManaged(metadata?.labels);
}

/** Reads of the cluster behind a context of the kubeconfig. */
export function connectCluster(context: string): ClusterReader {
    return clusterReader(contextOf(context));
}

export function clusterReader(config: KubeConfig): ClusterReader {
    const core = config.makeApiClient(CoreV1Api);
    const apps = config.makeApiClient(AppsV1Api);
    const autoscaling = config.makeApiClient(AutoscalingV2Api);
    const coordination = config.makeApiClient(CoordinationV1Api);
    const batch = config.makeApiClient(BatchV1Api);
    const rbac = config.makeApiClient(RbacAuthorizationV1Api);
    const registration = config.makeApiClient(ApiregistrationV1Api);
    return {
        async namespaceLabels(name) {
            const namespace = await found(core.readNamespace({ name }));
            return namespace && (namespace.metadata?.labels ?? {});
        },
        async nodeLabels() {
            const { items } = await core.listNode();
            return items.map(({ metadata }) => metadata?.labels ?? {});
        },
        async metricsApi() {
            const name = "v1beta1.metrics.k8s.io";
            const service = await found(registration.readAPIService({ name }));
            if (service === undefined) {
                return "none";
            }
            return isOurs(service) ? "ours" : "foreign";
        },
        async autoscalers(namespace) {
            const { items } = await autoscaling.listNamespacedHorizontalPodAutoscaler({
                namespace,
            });
            return items.map((autoscaler) => ({
                name: autoscaler.metadata?.name ?? "",
                target: autoscaler.spec.scaleTargetRef.name,
                isOurs: isOurs(autoscaler),
            }));
        },
        async policyEnforcer() {
            const { items: daemonSets } = await apps.listDaemonSetForAllNamespaces();
            const { items: nodes } = await core.listNode();
            const kindnetRole = await found(rbac.readClusterRole({ name: "kindnet" }));
            return policyEnforcer({ daemonSets, nodes, kindnetRole });
        },
        async nodePortOwners(port) {
            const { items } = await core.listServiceForAllNamespaces();
            const owners = items.filter(({ spec }) =>
                spec?.ports?.some(({ nodePort }) => nodePort === port),
            );
            return owners.map(({ metadata }) => metadata?.namespace ?? "");
        },
        async expiredHolders(namespace) {
            const { items } = await batch.listNamespacedJob({
                namespace,
                labelSelector: selectorOf(incidentLabels("expiry")),
            });
            return items
                .filter(({ status }) => (status?.succeeded ?? 0) > 0)
                .map(({ metadata }) => metadata?.annotations?.[annotations.stack] ?? "");
        },
        async incidentLeases(namespace) {
            const { items } = await coordination.listNamespacedLease({
                namespace,
                labelSelector: selectorOf(incidentLabels("lease")),
            });
            return items.map(leaseOf);
        },
        async deployments(namespace) {
            const { items } = await apps.listNamespacedDeployment({ namespace });
            return items.map(healthOf);
        },
        catalogueFailure: (namespace) => catalogueFailure(core, namespace),
    };
}

function leaseOf({ metadata, spec }: V1Lease): IncidentLease {
    return {
        holder: spec?.holderIdentity ?? "",
        incident: metadata?.annotations?.[annotations.incident] ?? "",
        run: metadata?.annotations?.[annotations.run] ?? "",
    };
}

/** Asks for the catalogue through the API server's proxy: works without any port being open. */
async function catalogueFailure(core: CoreV1Api, namespace: string): Promise<string | undefined> {
    try {
        await core.connectGetNamespacedServiceProxyWithPath({
            name: "front-end:80",
            namespace,
            path: "catalogue",
        });
        return undefined;
    } catch (error) {
        const why = error instanceof ApiException ? `HTTP ${error.code}` : String(error);
        return `front-end does not answer /catalogue (${why})`;
    }
}
