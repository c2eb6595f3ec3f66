/** The range's node: a kubelet, a network and a load, played by the simulation for a real API. */
import type { KubeConfig } from "@kubernetes/client-node";

import type { ApiClient } from "../controlPlane/apiClient";
import type { RangeClock } from "../clock";
import type { Chunk } from "../store/store";
import type { hostSpeeds } from "../../twin/physics/hostSpeed";
import { NodeRegistration } from "./api/nodeObject";
import { Watches } from "./api/watches";
import { Range } from "./rangeWorld";

export interface NodeOptions {
    /** Administrator's rights; for watches … */
    readonly config: KubeConfig;
    /** … and for everything else. */
    readonly api: ApiClient;
    readonly store: { add(chunk: Chunk): void };
    readonly clock: RangeClock;
    readonly seed: number;
    readonly hostSpeed: keyof typeof hostSpeeds;
    readonly nodeCpus: number;
    /** Default: as kind calls it. */
    readonly name?: string;
    /** Whether a new pod has been running for long, and is warm and Ready. Default: none has. */
    readonly adopted?: (namespace: string, pod: string) => boolean;
    /** Where a line goes that somebody should read. */
    readonly report: (line: string) => void;
}

export interface RangeNode {
    /** How far the simulation was behind the clock at worst since it was asked last, in seconds. */
    takeWorstLag(): number;
    stop(): Promise<void>;
}

/** Starts the node; resolves when the API server knows that it is Ready and it sees its pods. */
export async function startNode(options: NodeOptions): Promise<RangeNode> {
    const { api, clock, nodeCpus, report, config } = options;
    const name = options.name ?? "sockshop-control-plane";
    const version = (await api.get("/version")) as { gitVersion: string };
    const facts = {
        ...{ name, cpus: nodeCpus, memoryBytes: 16 * 2 ** 30, kubeletPort: 0 },
        kubeletVersion: version.gitVersion,
        now: () => clock.nowSeconds(),
    };
    const watches = new Watches(config, api, report);
    const range = await Range.start({ ...options, name }, watches);
    const registration = new NodeRegistration(api, facts, report);
    await registration.start();
    return {
        takeWorstLag: () => range.pace.takeWorstLag(),
        stop: async () => {
            registration.stop();
            range.stop();
            await watches.stop();
        },
    };
}
