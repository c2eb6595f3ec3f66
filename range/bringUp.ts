/** The healthy shop of a range, as one that has been there for an hour. */
import type { RangeStack } from "./apply/rangeStack";
import type { WorldClock } from "./clock";
import type { ControlPlane } from "./controlPlane/options";
import { asHourOf, healthyHour, type HistoryOptions, type LivePod } from "./history";
import type { Place } from "./state/place";
import type { TelemetryStore } from "./store/store";

export interface BringUp {
    readonly place: Place;
    readonly plane: ControlPlane;
    readonly stack: RangeStack;
    readonly store: TelemetryStore;
    readonly clock: WorldClock;
    readonly node: Omit<HistoryOptions, "namespace" | "until">;
}

export async function bringUpWithHistory(range: BringUp): Promise<void> {
    const { place, plane, stack, store, clock, node } = range;
    const plan = await stack.bringUp();
    const namespace = String(plan.outputs.namespace);
    // What is taken up has a past of its own, and was away meanwhile.
    if (!place.isTakenUp) {
        const path = `/api/v1/namespaces/${namespace}/pods`;
        const pods = (await plane.api.get(path)) as { items: readonly LivePod[] };
        const until = Math.floor(clock.nowSeconds());
        const hour = asHourOf(pods.items, healthyHour(plan, { ...node, namespace, until }));
        // Such a shop has no minutes in which it came up; at a speed they would be many.
        store.forgetMetrics(namespace, until);
        store.add(hour);
    }
}
