/** A range of an exam's own, with a healthy shop. */
import { contextName } from "../../range/contextName";
import type { PlanePrograms } from "../../range/controlPlane/programs";
import type { Range } from "../../range/range";
import { newPlace } from "../../range/state/place";
import type { End } from "../range/end";
import { requireFreePort } from "../range/freePort";
import { startUntil } from "../range/startUntil";
import type { HoldRequest } from "./arguments";

export interface Means {
    readonly programs: PlanePrograms;
    readonly end: End;
    readonly report: (line: string) => void;
}

export function healthySettings({ nodePort }: HoldRequest): Readonly<Record<string, string>> {
    return {
        ...{ kubeContext: contextName, observability: "resources", blind: "true" },
        ...(nodePort === undefined ? {} : { nodePort: String(nodePort) }),
    };
}

export async function startExamRange(
    asked: HoldRequest,
    seed: number,
    { programs, end, report }: Means,
): Promise<Range> {
    const healthy = healthySettings(asked);
    await requireFreePort(healthy, "--node-port ");
    const { speed, hostSpeed, nodeCpus } = asked;
    const range = await startUntil(end, {
        ...{ place: newPlace(), programs, speed, report },
        node: { seed, hostSpeed, nodeCpus },
        healthy,
    });
    try {
        await range.bringUp();
    } catch (error) {
        await range.stop();
        throw error;
    }
    return range;
}
