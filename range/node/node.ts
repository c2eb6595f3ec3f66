/** The range's node: a kubelet, a network and a load, played by the simulation for a real API. */
import { nodeName } from "../../twin/telemetry/clusterFacts";
import { NodeRegistration } from "./api/nodeRegistration";
import { Watches } from "./api/watches";
import { NodeWorlds } from "./nodeWorlds";
import type { NodeOptions } from "./options";
import { serve } from "./serving";
import type { NamespaceWorld } from "./world/namespaceWorld";

/** As much as a laptop has; nothing is short of it in the simulation. */
const memoryBytes = 16 * 2 ** 30;

export interface RangeNode {
    /** How far the world was behind its clock at worst since it was asked last, in its seconds. */
    takeWorstLag(): number;
    /** What is played in a namespace; undefined as long as it has had no pods. */
    world(namespace: string): NamespaceWorld | undefined;
    stop(): Promise<void>;
}

/** Starts the node; resolves when the API server knows that it is Ready and it sees its pods. */
export async function startNode(options: NodeOptions): Promise<RangeNode> {
    const { api, clock, nodeCpus, report, config } = options;
    const version = (await api.get("/version")) as { gitVersion: string };
    const watches = new Watches(config, api, report);
    const parts: (() => void | Promise<void>)[] = [() => watches.stop()];
    const stop = async (): Promise<void> => {
        for (const part of parts.splice(0).reverse()) {
            await part();
        }
    };
    try {
        const worlds = await NodeWorlds.start(options, watches);
        parts.push(() => {
            worlds.stop();
        });
        const serving = await serve(options, worlds, (stopServing) => {
            parts.push(stopServing);
        });
        const facts = {
            ...{ name: nodeName, cpus: nodeCpus, memoryBytes, kubeletPort: serving.kubeletPort },
            kubeletVersion: version.gitVersion,
            now: () => clock.wallSeconds(),
        };
        const registration = new NodeRegistration(api, facts, report);
        parts.push(() => {
            registration.stop();
        });
        await registration.start();
        await serving.register();
        return {
            takeWorstLag: () => worlds.pace.takeWorstLag(),
            world: (namespace) => worlds.known(namespace),
            stop,
        };
    } catch (error) {
        await stop();
        throw error;
    }
}
