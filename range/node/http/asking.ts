/** Who answers under which address of the cluster. */
import type { V1Service } from "@kubernetes/client-node";

import type { Caller } from "../../../twin/load/doorway";
import type { Party } from "../../../twin/network/policies";
import type { Pod } from "../../../twin/pod/pod";
import { identityOf } from "../api/identity";
import type { Watched } from "../api/watches";
import { programOf } from "../../../twin/kubelet/images";
import type { NodeWorlds } from "../nodeWorlds";
import type { Ask } from "./simulatedHttp";
import { Visits } from "./visits";

/** Addresses from which the world is asked: the API server's proxy, and people at a node port. */
export const clients = { apiServer: "10.244.0.1", nodePort: "172.18.0.1" } as const;

export class Asking {
    private readonly visits = new Map<string, Visits>();

    constructor(
        private readonly worlds: NodeWorlds,
        private readonly seed: number,
    ) {}

    /** A pod, or the Service of that cluster address; asked by the node, or who is named. */
    at(address: string, port: number, client: string = clients.apiServer): Ask | undefined {
        const service = this.serviceWith(address);
        if (service !== undefined) {
            const { namespace, name } = identityOf(service);
            const isServed = service.spec?.ports?.some((one) => one.port === port) === true;
            return isServed ? this.service(namespace, name, client) : undefined;
        }
        const found = this.worlds.podAt(address);
        if (
            found === undefined ||
            !portsOf(found.pod).includes(port) ||
            !found.pod.main.isListening
        ) {
            return undefined;
        }
        const { pod, namespace } = found;
        return async (asked) => {
            this.worlds.catchUp();
            const visits = this.of(namespace, client);
            return (await visits?.pod(pod, port, asked)) ?? { is: "unknown" };
        };
    }

    service(namespace: string, name: string, client: string): Ask {
        return async (asked) => {
            this.worlds.catchUp();
            return (await this.of(namespace, client)?.service(name, asked)) ?? { is: "unknown" };
        };
    }

    /** Namespace and name. */
    serviceAt(address: string): string | undefined {
        const found = this.serviceWith(address);
        return found && `${identityOf(found).namespace}/${identityOf(found).name}`;
    }

    private serviceWith(address: string): V1Service | undefined {
        const services: Watched<V1Service> = this.worlds.services;
        return services.list().find(({ spec }) => spec?.clusterIP === address);
    }

    /** Whether a pod of that address gets an answer when it asks for a name. */
    resolves(client: string): boolean {
        const party = this.party(client);
        const space = this.worlds.known(party.namespace ?? "");
        return space?.world.cluster.policies.resolves(party) ?? true;
    }

    /** The API server runs on the node, and what it proxies comes from there. */
    private party(client: string): Party {
        const isNode = client === clients.apiServer;
        return this.worlds.partyAt(client) ?? { address: client, isNode };
    }

    private of(namespace: string, client: string): Visits | undefined {
        const key = `${namespace} ${client}`;
        const space = this.worlds.known(namespace);
        if (space !== undefined && !this.visits.has(key)) {
            const { worlds, seed } = this;
            const { world } = space;
            const hasten = <T>(waiting: Promise<T>): Promise<T> => worlds.pace.hasten(waiting);
            const lets: Caller["lets"] = (pod, port) =>
                worlds.lets(this.party(client), { pod, world, port });
            this.visits.set(key, new Visits(world, hasten, client, seed, lets));
        }
        return this.visits.get(key);
    }
}

function portsOf({ main }: Pod): readonly number[] {
    const program = programOf(main.spec.name, main.spec.image);
    return typeof program === "string" ? [] : program.ports;
}
