import type { ContainerCapacity } from "../../datadog/check/finding";
import { amountOf } from "../../shop/quantity";
import type { ServiceName, ShopSpec } from "../../shop/services";

/**
 * Measured peaks. The front-end under 3000 users on Node 18, which the guides' cluster ran: 190 MiB
 * charged to a container of 1000Mi, 278 MiB resident. (On upstream's Node 4, whose heap does not
 * know the limit, it rises on: 465 MiB after 40 s.)
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
            cpuCores: limit(resources?.limits?.cpu),
            memoryBytes: limit(resources?.limits?.memory),
            memoryPeakBytes: memoryPeaks[deployment],
        })),
    );
}

/** How many containers run when every Deployment has its replicas. */
export function runningContainers(capacity: readonly ContainerCapacity[]): number {
    return capacity.reduce((sum, { replicas }) => sum + replicas, 0);
}
