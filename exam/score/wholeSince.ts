/** From when on every service of the shop had a pod of its own version that serves, for good. */
import type { ExamRecord, ServicePods } from "../record/record";

/** Seconds; or which service lacks it at the end. */
export function wholeSince({
    pods,
    injectedAt,
}: Pick<ExamRecord, "pods" | "injectedAt">): number | string {
    const services = [...new Set(pods.map(({ service }) => service))];
    let since = injectedAt;
    for (const service of services) {
        const entries = pods.filter((one) => one.service === service);
        const images = ownImages(entries, injectedAt);
        const lacking = entries.findLastIndex(
            (entry) => entry.at > injectedAt && !isWhole(entry, images),
        );
        if (lacking === entries.length - 1 && lacking >= 0) {
            return `${service} has ${stateOf(entries[lacking])}`;
        }
        since = Math.max(since, entries[lacking + 1]?.at ?? injectedAt);
    }
    return since;
}

/** What ran before anything was injected. */
function ownImages(entries: readonly ServicePods[], injectedAt: number): ReadonlySet<string> {
    const healthy = entries.filter(({ at }) => at <= injectedAt).flatMap((entry) => entry.pods);
    return new Set(healthy.map(({ image }) => image));
}

function isWhole({ desired, pods }: ServicePods, images: ReadonlySet<string>): boolean {
    return (
        desired > 0 &&
        pods.some(({ isReady, image }) => isReady && images.has(image)) &&
        pods.every(({ image }) => images.has(image))
    );
}

function stateOf(entry: ServicePods | undefined): string {
    const pods = entry?.pods.map(({ isReady, image }) => `${image}${isReady ? "" : " not ready"}`);
    const there = pods === undefined || pods.length === 0 ? "none there" : pods.join(", ");
    return `${entry?.desired ?? 0} pods asked for: ${there}`;
}
