/** What a command in a simulated container may know of its pod and of the cluster. */
import type { ApiClient } from "../../controlPlane/apiClient";
import type { Asking } from "../http/asking";
import { configMapsOf, environmentOf } from "../jobs/podAccess";
import type { NodeWorlds } from "../nodeWorlds";
import type { ExecContext } from "./commands/command";

export interface ExecRequest {
    readonly worlds: NodeWorlds;
    readonly api: ApiClient;
    readonly ask: Asking;
    readonly at: { readonly namespace: string; readonly pod: string; readonly container: string };
}

/** Undefined: no such container runs here. */
export function execContext({ worlds, api, ask, at }: ExecRequest): ExecContext | undefined {
    const { namespace, container } = at;
    const pod = worlds.pods.podOf(namespace, at.pod);
    const view = worlds.pods.playerOf(namespace, at.pod)?.view();
    const spec = pod?.spec?.containers.find(({ name }) => name === container);
    const isRunning = view?.containers.some(
        ({ name, state }) => name === container && state.is === "running",
    );
    if (pod === undefined || view === undefined || spec === undefined || isRunning !== true) {
        return undefined;
    }
    /** `catalogue`, `catalogue.sock-shop`, `catalogue.sock-shop.svc.cluster.local`. */
    const serviceOf = (host: string): readonly [string, string] => {
        const [name = "", space = namespace] = host.split(".");
        return [space, name];
    };
    return {
        pod,
        container,
        address: view.address,
        commandLine: [...(spec.command ?? []), ...(spec.args ?? [])].join(" ") || spec.name,
        configMaps: () => configMapsOf(api, namespace, pod.spec),
        variables: async () => ({
            PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            KUBERNETES_SERVICE_HOST: "10.96.0.1",
            KUBERNETES_SERVICE_PORT: "443",
            ...(await environmentOf(api, pod, container)),
        }),
        addressOf: (host) => {
            if (/^\d+(\.\d+){3}$/.test(host)) {
                return host;
            }
            if (!ask.resolves(view.address)) {
                return undefined;
            }
            const [space, name] = serviceOf(host);
            const service = worlds.services.get(name, space)?.spec;
            return service?.clusterIP === "None" ? undefined : service?.clusterIP;
        },
        queue: worlds.world(namespace).world.cluster.shipments.sample(),
        resolves: () => ask.resolves(view.address),
        wait: (seconds) =>
            new Promise((resolve) => {
                const queue = worlds.world(namespace).world.queue;
                queue.at(queue.now + seconds, resolve);
            }),
        visit: async (host, port, method, path) => {
            const [space, name] = serviceOf(host);
            const asked = { method, path, basicAuth: false };
            const isAddress = /^\d+(\.\d+){3}$/.test(host);
            const isServed = (worlds.services.get(name, space)?.spec?.ports ?? []).some(
                (one) => one.port === port,
            );
            const answers = isAddress
                ? ask.at(host, port, view.address)
                : isServed
                  ? ask.service(space, name, view.address)
                  : undefined;
            return answers === undefined ? { is: "refused" } : answers(asked);
        },
    };
}
