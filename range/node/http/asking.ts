/** Who answers under which address of the cluster. */
import type { V1Service } from "@kubernetes/client-node";

import type { Pod } from "../../../twin/pod/pod";
import { identityOf } from "../api/identity";
import type { Watched } from "../api/watches";
import { programOf } from "../../../twin/kubelet/images";
import type { Range } from "../rangeWorld";
import type { Ask } from "./simulatedHttp";
import { Visits } from "./visits";

/** Addresses from which the world is asked: the API server's proxy, and people at a node port. */
export const clients = { apiServer: "10.244.0.1", nodePort: "172.18.0.1" } as const;

export class Asking {
    private readonly visits = new Map<string, Visits>();

    constructor(
        private readonly range: Range,
        private readonly seed: number,
    ) {}

    /** A pod, or the Service of that cluster address. */
    at(address: string, port: number): Ask | undefined {
        const service = this.serviceAt(address)?.split("/");
        if (service !== undefined) {
            return this.service(service[0] ?? "", service[1] ?? "", clients.apiServer);
        }
        const found = this.range.podAt(address);
        if (found === undefined || portOf(found.pod) !== port || !found.pod.main.isListening) {
            return undefined;
        }
        const { pod, namespace } = found;
        return async (asked) => {
            this.range.catchUp();
            return (
                (await this.of(namespace, clients.apiServer)?.pod(pod, asked)) ?? { is: "unknown" }
            );
        };
    }

    service(namespace: string, name: string, client: string): Ask {
        return async (asked) => {
            this.range.catchUp();
            return (await this.of(namespace, client)?.service(name, asked)) ?? { is: "unknown" };
        };
    }

    /** Namespace and name. */
    serviceAt(address: string): string | undefined {
        const services: Watched<V1Service> = this.range.services;
        const found = services.list().find(({ spec }) => spec?.clusterIP === address);
        return found && `${identityOf(found).namespace}/${identityOf(found).name}`;
    }

    private of(namespace: string, client: string): Visits | undefined {
        const key = `${namespace} ${client}`;
        const space = this.range.known(namespace);
        if (space !== undefined && !this.visits.has(key)) {
            const hasten = <T>(waiting: Promise<T>): Promise<T> => this.range.pace.hasten(waiting);
            this.visits.set(key, new Visits(space.world, hasten, client, this.seed));
        }
        return this.visits.get(key);
    }
}

function portOf({ main }: Pod): number | undefined {
    const program = programOf(main.spec.name, main.spec.image);
    return typeof program === "string" ? undefined : program.port;
}
