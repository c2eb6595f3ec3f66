/** Services and EndpointSlices of the API as the simulated network knows them. */
import type { V1EndpointSlice, V1Service } from "@kubernetes/client-node";

import { isAsked } from "../../../shop/calls";
import type { ServiceRoute } from "../../../twin/network/endpoints";
import { endpointsLagSeconds } from "../../../twin/physics/network";
import type { Pod } from "../../../twin/pod/pod";
import type { Watched } from "../api/watches";
import { programOf } from "../../../twin/kubelet/images";
import type { World } from "./world";

/** The port on which the shop's services call each other, and users the front-end. */
const calledPort = 80;

/** As long as the node knows of no pods. */
const nowhere: ServiceRoute = { pods: [], port: undefined, isMisdirected: false };

export interface ServiceSources {
    readonly services: Watched<V1Service>;
    readonly slices: Watched<V1EndpointSlice>;
}

/**
 * Makes the endpoints of a Service in the world what its slices say: at once, but for pods whose
 * condition has changed only just. Of the way from there to the rules of kube-proxy only the API
 * server and the controller are real here, and those are in less of a hurry on a cluster.
 */
export function direct(
    world: World,
    name: string,
    { services, slices }: ServiceSources,
    podAt: (address: string) => Pod | undefined,
): void {
    const { endpoints, queue } = world.cluster;
    const service = services.get(name, world.namespace);
    if (service === undefined) {
        endpoints.set(name, undefined);
        return;
    }
    const own = slices
        .list(world.namespace)
        .filter(({ metadata }) => metadata?.labels?.["kubernetes.io/service-name"] === name);
    const pods = own.flatMap((slice) => readyPods(slice, podAt));
    const before = endpoints.of(name) ?? nowhere;
    const due = knownAt(before.pods, pods);
    if (due > queue.now) {
        endpoints.set(name, before);
        queue.at(due, () => {
            direct(world, name, { services, slices }, podAt);
        });
        return;
    }
    endpoints.set(name, {
        pods,
        port: own[0]?.ports?.[0]?.port,
        isMisdirected: isMisdirected(service, own, pods),
    });
}

/** When the node knows of what differs between the two. */
function knownAt(before: readonly Pod[], after: readonly Pod[]): number {
    const differing = [
        ...before.filter((pod) => !after.includes(pod)),
        ...after.filter((pod) => !before.includes(pod)),
    ];
    return Math.max(...differing.map(({ readySince }) => readySince + endpointsLagSeconds));
}

function readyPods(
    { endpoints = [] }: V1EndpointSlice,
    podAt: (address: string) => Pod | undefined,
): readonly Pod[] {
    // The API writes an empty list as null.
    return ((endpoints as typeof endpoints | null) ?? [])
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses)
        .flatMap((address) => podAt(address) ?? []);
}

/** No such port, or one that leads to where nobody listens. */
function isMisdirected(
    service: V1Service,
    slices: readonly V1EndpointSlice[],
    pods: readonly Pod[],
): boolean {
    const [pod] = pods;
    if (pod === undefined) {
        return false;
    }
    const { name, image } = pod.main.spec;
    const program = programOf(name, image);
    if (typeof program === "string" || program.ports.length === 0) {
        return false;
    }
    const isCalled = ({ port }: { port: number }): boolean => port === calledPort;
    const ports = service.spec?.ports ?? [];
    const called = ports.find(isCalled) ?? (isSpokenTo(pod) ? undefined : ports[0]);
    if (called === undefined) {
        return true;
    }
    const target = slices
        .flatMap((slice) => slice.ports ?? [])
        .find((one) => (one.name ?? "") === (called.name ?? ""));
    return target !== undefined && !program.ports.includes(target.port ?? 0);
}

/** Whether others call it over HTTP, on the one port that they know; a database is on its own. */
function isSpokenTo({ main }: Pod): boolean {
    return main.loop !== undefined || isAsked(main.spec.program);
}

/** The pod that has that address now. */
export function podAt({ cluster }: World, address: string): Pod | undefined {
    return cluster.pods.findLast((pod) => pod.address === address && !pod.isGone);
}
