/** What there is in the cluster: the shop's objects, pods, load runs and endpoints. */
import type { KubeConfig, V1Deployment, V1Job, V1Pod } from "@kubernetes/client-node";

import { type ApiReader, apiReader, type Kind, listOf } from "../../../live/snapshot/apiServer";
import { differencesOf } from "../../../live/snapshot/differences";
import { hashOf } from "../../../live/snapshot/hash";
import { names, selectorLabels } from "../../../shop/names";
import { healthOf, podTrouble } from "../../../components/incident/deploymentHealth";
import { type JsonObject, at, listAt, textAt } from "../../../live/snapshot/json";
import { normalise, type ShopObject, titleOf } from "../../../live/snapshot/normalise";

/**
 * Every kind that the stack or a responder makes. More than a snapshot holds: after a recovery
 * there is to be no Job, lease, account or file of the incident left either.
 */
const kinds: readonly Kind[] = [
    ["apps/v1", "Deployment", "deployments"],
    ["v1", "Service", "services"],
    ["autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"],
    ["networking.k8s.io/v1", "NetworkPolicy", "networkpolicies"],
    ["v1", "ConfigMap", "configmaps"],
    ["v1", "ServiceAccount", "serviceaccounts"],
    ["rbac.authorization.k8s.io/v1", "Role", "roles"],
    ["rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings"],
    ["batch/v1", "Job", "jobs"],
    ["coordination.k8s.io/v1", "Lease", "leases"],
].map(([apiVersion = "", kind = "", plural = ""]) => ({ apiVersion, kind, plural }));

const podKind: Kind = { apiVersion: "v1", kind: "Pod", plural: "pods" };

/** The shop as people meant it to be, and its canonical hash. */
export interface LiveSpecs {
    readonly hash: string;
    readonly objects: readonly ShopObject[];
}

/** One request that undoes a fault. */
export interface Heal {
    readonly path: string;
    readonly contentType: string;
    readonly body: unknown;
}

export class LiveShop {
    private readonly reader: ApiReader;

    constructor(
        config: KubeConfig,
        readonly namespace: string,
    ) {
        this.reader = apiReader(config);
    }

    async specs(): Promise<LiveSpecs> {
        const objects = normalise(await this.objects());
        return { hash: hashOf(objects), objects };
    }

    /** What differs from the baseline, one line each; empty exactly when the hashes are equal. */
    async differencesFrom(baseline: LiveSpecs): Promise<readonly string[]> {
        const now = await this.specs();
        const byTitle = (objects: readonly ShopObject[]): JsonObject =>
            Object.fromEntries(objects.map((one) => [titleOf(one), one]));
        const lines = differencesOf(byTitle(baseline.objects), byTitle(now.objects)).map(
            ({ path, before, after }) =>
                `${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
        );
        return now.hash === baseline.hash ? [] : [...lines, `hash ${now.hash}`];
    }

    /** Changes whenever somebody writes to anything in the namespace; controllers' reports aside. */
    async fingerprint(): Promise<readonly string[]> {
        const objects = [...(await this.objects()), ...(await this.list(podKind))];
        return objects.map(withoutReports).sort();
    }

    /** What keeps the Deployments from having the pods they ask for; empty when nothing does. */
    async podTroubles(): Promise<readonly string[]> {
        const deployments = await this.list(kindOf("Deployment"));
        return deployments.flatMap((deployment) => {
            const health = healthOf(deployment);
            const trouble = podTrouble(health);
            return trouble === undefined ? [] : [`${health.name}: ${trouble}`];
        });
    }

    async deployment(name: string): Promise<V1Deployment> {
        const path = `/apis/apps/v1/namespaces/${this.namespace}/deployments/${name}`;
        return await this.reader.get(path);
    }

    async replicas(name: string): Promise<number | undefined> {
        return (await this.deployment(name)).spec?.replicas;
    }

    /** Jobs of that role: `load` or `expiry`. */
    async jobs(role: string): Promise<readonly V1Job[]> {
        const labels = { "app.kubernetes.io/component": role };
        return await listOf(this.reader, kindOf("Job"), this.namespace, labels);
    }

    /** Pods of Jobs, those that are going included. */
    async jobPods(): Promise<readonly V1Pod[]> {
        const pods = await this.list(podKind);
        const ofJobs = pods.filter((pod) =>
            listAt(pod, "metadata", "ownerReferences").some(
                (owner) => textAt(owner, "kind") === "Job",
            ),
        );
        return ofJobs;
    }

    /** The requests with which the expiry undoes the faults, and the account it makes them as. */
    async expiry(): Promise<{ account: string; heals: readonly Heal[] }> {
        const [job] = await this.jobs("expiry");
        const { serviceAccountName = "", volumes = [] } = job?.spec?.template.spec ?? {};
        const files = volumes.find(({ configMap }) => configMap !== undefined)?.configMap?.name;
        const path = `/api/v1/namespaces/${this.namespace}/configmaps/${files ?? ""}`;
        const heals = textAt(await this.reader.get(path), "data", "heals.json") ?? "[]";
        return { account: serviceAccountName, heals: JSON.parse(heals) as Heal[] };
    }

    /** How many addresses of a Service take requests. */
    async readyEndpoints(service: string): Promise<number> {
        const slices = await listOf(
            this.reader,
            {
                apiVersion: "discovery.k8s.io/v1",
                kind: "EndpointSlice",
                plural: "endpointslices",
            },
            this.namespace,
            { "kubernetes.io/service-name": service },
        );
        return slices
            .flatMap((slice) => listAt(slice, "endpoints"))
            .filter((endpoint) => at(endpoint, "conditions", "ready") === true).length;
    }

    /** Names of the pods of a service, those that are going left out. */
    async podsOf(service: string): Promise<readonly string[]> {
        const pods = await listOf(this.reader, podKind, this.namespace, selectorLabels(service));
        return pods
            .filter((pod) => at(pod, "metadata", "deletionTimestamp") === undefined)
            .map((pod) => textAt(pod, "metadata", "name") ?? "")
            .sort();
    }

    async names(kind: string): Promise<readonly string[]> {
        const objects = await this.list(kindOf(kind));
        return objects.map((one) => textAt(one, "metadata", "name") ?? "").sort();
    }

    private async objects(): Promise<readonly JsonObject[]> {
        const objects = (await Promise.all(kinds.map((kind) => this.list(kind)))).flat();
        return objects.map((one) => (isOfResults(one) ? { ...one, ...withoutResults } : one));
    }

    private list(kind: Kind): Promise<readonly JsonObject[]> {
        return listOf(this.reader, kind, this.namespace);
    }
}

function kindOf(name: string): Kind {
    const found = kinds.find(({ kind }) => kind === name);
    if (found === undefined) {
        throw new Error(`${name} is not among the kinds that are looked at`);
    }
    return found;
}

/** What a load run has measured stays, on purpose, when its incident is recovered from. */
const withoutResults = { data: null, binaryData: null };

function isOfResults(object: JsonObject): boolean {
    const { results, report } = names;
    const name = textAt(object, "metadata", "name");
    return textAt(object, "kind") === "ConfigMap" && (name === results || name === report);
}

/** Without what the API server and controllers write of their own accord. */
function withoutReports(object: JsonObject): string {
    const reports = ["status", "resourceVersion", "managedFields"];
    return JSON.stringify(object, (key, value: unknown) =>
        reports.includes(key) ? undefined : value,
    );
}
