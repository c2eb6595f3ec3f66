import { amountOf } from "../../sockShop/quantity";
import type { ServiceName, ShopSpec } from "../../sockShop/services";

/** What a container can use at most; undefined: no limit. */
export interface ContainerCapacity {
    readonly container: string;
    readonly deployment: string;
    readonly replicas: number;
    readonly cpuCores: number | undefined;
    readonly memoryBytes: number | undefined;
    /** The most memory that it was ever seen to use, at any load. */
    readonly memoryPeakBytes: number | undefined;
}

/**
 * Measured peaks. The front-end: 49 MiB idle, some 105 MiB after thousands of requests, 0.09 MiB
 * more per connection, so near 300 MiB with 3000 users and 140 MiB with 750.
 */
const memoryPeaks: Partial<Record<ServiceName, number>> = { "front-end": 300 * 2 ** 20 };

const limit = (quantity: string | undefined): number | undefined =>
    quantity === undefined ? undefined : amountOf(quantity);

/** What the containers of the shop can use, from the manifests that the stack deploys. */
export function capacityOf(shop: ShopSpec): readonly ContainerCapacity[] {
    return (Object.keys(shop) as ServiceName[]).flatMap((deployment) =>
        shop[deployment].containers.map(({ name, resources }) => ({
            container: name,
            deployment,
            replicas: shop[deployment].replicas,
            cpuCores: limit(resources?.limits.cpu),
            memoryBytes: limit(resources?.limits.memory),
            memoryPeakBytes: memoryPeaks[deployment],
        })),
    );
}

/** How many containers run when every Deployment has its replicas. */
export function runningContainers(capacity: readonly ContainerCapacity[]): number {
    return capacity.reduce((sum, { replicas }) => sum + replicas, 0);
}
