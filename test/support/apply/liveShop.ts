/** What there is of a shop in a cluster. */
import { setTimeout as sleep } from "node:timers/promises";

import type { V1Deployment, V1EndpointSlice, V1Pod } from "@kubernetes/client-node";

import { apiReader, type ApiReader } from "../../../live/snapshot/apiServer";
import { type TestCluster, waitFor } from "../controlPlane";
import { hashOfShop, inventoryOfNamespace } from "./namespaceState";
import { kubeConfigOf } from "../../../range/apply/kubeConfig";
import { awaitRollout, rolloutPatienceSeconds } from "../../../range/apply/rollouts";

interface ListOf<T> {
    readonly items: readonly T[];
}

/** An address behind a Service, and the port there. */
export interface Endpoint {
    readonly address: string;
    readonly port: number;
    /** Name of the port, empty where a Service has only one. */
    readonly portName: string;
    readonly pod: string;
}

export class LiveShop {
    private readonly reader: ApiReader;

    public constructor(
        private readonly cluster: TestCluster,
        public readonly namespace: string,
    ) {
        this.reader = apiReader(kubeConfigOf(cluster));
    }

    /** Canonical hash of everything that makes up the shop, as `npm run snapshot` takes it. */
    public hash(): Promise<string> {
        return hashOfShop(this.reader, this.namespace);
    }

    /** Kind and name of everything in the namespace that a stack may own, sorted. */
    public inventory(): Promise<readonly string[]> {
        return inventoryOfNamespace(this.reader, this.namespace);
    }

    public async deployment(name: string): Promise<V1Deployment> {
        return (await this.cluster.api.get(this.deploymentPath(name))) as V1Deployment;
    }

    public async replicas(name: string): Promise<number> {
        return (await this.deployment(name)).spec?.replicas ?? 1;
    }

    /** As `kubectl scale` does it. */
    public async scale(name: string, replicas: number): Promise<void> {
        await this.cluster.api.request(
            "PATCH",
            `${this.deploymentPath(name)}/scale`,
            { spec: { replicas } },
            "application/merge-patch+json",
        );
    }

    public async pods(labelSelector: string): Promise<readonly V1Pod[]> {
        const query = new URLSearchParams({ labelSelector }).toString();
        const path = `/api/v1/namespaces/${this.namespace}/pods?${query}`;
        return ((await this.cluster.api.get(path)) as ListOf<V1Pod>).items;
    }

    /** The ready endpoints of a Service. */
    public async endpoints(service: string): Promise<readonly Endpoint[]> {
        const query = new URLSearchParams({
            labelSelector: `kubernetes.io/service-name=${service}`,
        });
        const path =
            `/apis/discovery.k8s.io/v1/namespaces/${this.namespace}/endpointslices` +
            `?${query.toString()}`;
        const { items } = (await this.cluster.api.get(path)) as ListOf<V1EndpointSlice>;
        return items.flatMap(endpointsOf);
    }

    /** Waits until every Deployment has the pods it asks for, all of the newest spec and Ready. */
    public async awaitRollout(): Promise<void> {
        await awaitRollout(this.cluster.api, this.namespace);
    }

    public async awaitReplicas(name: string, wanted: (count: number) => boolean): Promise<number> {
        return waitFor(`another replica count of ${name}`, rolloutPatienceSeconds, async () => {
            const count = await this.replicas(name);
            if (!wanted(count)) {
                throw new Error(`it has ${count}`);
            }
            return count;
        });
    }

    /** All replica counts that are seen within so many seconds. */
    public async watchReplicas(name: string, seconds: number): Promise<ReadonlySet<number>> {
        const seen = new Set<number>();
        for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
            seen.add(await this.replicas(name));
            await sleep(200);
        }
        return seen;
    }

    private deploymentPath(name: string): string {
        return `/apis/apps/v1/namespaces/${this.namespace}/deployments/${name}`;
    }
}

/** The API writes an empty list as null. */
function endpointsOf(slice: V1EndpointSlice): readonly Endpoint[] {
    const endpoints = slice.endpoints ?? [];
    const ports = slice.ports ?? [];
    const ready = endpoints.filter(({ conditions }) => conditions?.ready === true);
    return ready.flatMap(({ addresses, targetRef }) =>
        addresses.flatMap((address) =>
            ports.map(({ port = 0, name = "" }) => ({
                address,
                port,
                portName: name,
                pod: targetRef?.name ?? "",
            })),
        ),
    );
}
