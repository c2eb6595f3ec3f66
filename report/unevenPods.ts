import { armTitle } from "./armTitle";
import { armsAt, momentsOf } from "./judgement";
import type { Arm, PodRow, ReportModel } from "./model";
import { percent } from "./numbers";

/** Pods that together answer so much of the load while others idle are named. */
const nearlyAll = 0.9;

/** Below this use of its limit a pod has next to nothing to do. */
const idle = 0.1;

/**
 * Where a mean hides that some front-end pods are at their limit while others idle; undefined where
 * the load is spread. Users keep their connection, and so stay with the pod that they first met.
 */
export function unevenPods({ arms, simulation }: ReportModel): string | undefined {
    const texts = momentsOf({ arms }).flatMap((moment) => {
        // One example of each will do; the page has the pods of every fix.
        const [worst] = armsAt({ arms }, moment)
            .filter(isUneven)
            .sort((one, other) => idling(other).length - idling(one).length);
        return worst === undefined ? [] : [podsText(worst)];
    });
    return texts.length === 0
        ? undefined
        : `Connections are kept alive, so users stay with the pod that they first met ` +
              `(seed ${simulation.shownSeed}): ${texts.join("; ")}. Only a new connection meets a ` +
              "new pod: after a restart of the old ones, or a kill.";
}

const idling = ({ pods }: Arm): readonly PodRow[] =>
    pods.filter(({ cpuOfLimit }) => (cpuOfLimit ?? 0) < idle);

function isUneven(arm: Arm): boolean {
    const isBusy = (arm.pods[0]?.cpuOfLimit ?? 0) > 0.5;
    return isBusy && arm.pods.length > 1 && idling(arm).length >= arm.pods.length / 2;
}

function podsText(arm: Arm): string {
    const { id, pods } = arm;
    const busy = busiest(pods);
    const share = busy.reduce((sum, pod) => sum + pod.share, 0);
    return (
        `with ${armTitle(id)} ${busy.length} of ${pods.length} pods answered ${percent(share)} of ` +
        `the requests at ${percent(busy[0]?.cpuOfLimit ?? 0)} of their CPU limit, and ` +
        `${idling(arm).length} idled`
    );
}

/** The fewest pods that answered nearly everything. */
function busiest(pods: readonly PodRow[]): readonly PodRow[] {
    let share = 0;
    return pods.filter((pod) => {
        const isNeeded = share < nearlyAll;
        share += pod.share;
        return isNeeded;
    });
}
