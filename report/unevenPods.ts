import { armTitle } from "./arms/armTitle";
import { armsAt, momentsOf } from "./judgement";
import type { Arm, PodRow, ReportBody } from "./model";
import { percent } from "./numbers";

/** Pods that together answer so much of the load while others idle are named. */
const nearlyAll = 0.9;

/** Below this use of its limit a pod has next to nothing to do. */
const idle = 0.1;

/**
 * Where a mean hides that some front-end pods are at their limit while others idle; undefined where
 * the load is spread. Users keep their connection, and so stay with the pod that they first met.
 */
export function unevenPods({ arms, source }: ReportBody): string | undefined {
    const texts = momentsOf({ arms }).flatMap((moment) => {
        // One example of each will do; the page has the pods of every fix.
        const [worst] = armsAt({ arms }, moment)
            .filter(isUneven)
            .sort(
                (one, other) =>
                    rank(one) - rank(other) ||
                    (other.pods[0]?.share ?? 0) - (one.pods[0]?.share ?? 0),
            );
        return worst === undefined ? [] : [podsText(worst)];
    });
    return texts.length === 0
        ? undefined
        : `Connections are kept alive, so users stay with the pod that they first met ` +
              `(${source.run} ${source.shown}): ${texts.join("; ")}. Only a new connection meets a ` +
              "new pod: after a restart of the old ones, or a kill.";
}

/** Of a pod's CPU limit: as good as all of it. */
const full = 0.9;

/** Shares of their limits that pods used, as far as that is known. */
const usedBy = ({ pods }: Arm): readonly number[] =>
    pods.flatMap(({ cpuOfLimit }) => cpuOfLimit ?? []);

const idling = ({ pods }: Arm): readonly PodRow[] =>
    pods.filter(({ cpuOfLimit }) => cpuOfLimit !== undefined && cpuOfLimit < idle);

/** Some pod has all that it can do while the least busy one has not half of that. */
function isUneven(arm: Arm): boolean {
    const used = usedBy(arm);
    const most = Math.max(...used);
    return used.length > 1 && most >= full && Math.min(...used) < most / 2;
}

function podsText(arm: Arm): string {
    const { id, pods } = arm;
    const busy = busiest(pods);
    const share = busy.reduce((sum, pod) => sum + pod.share, 0);
    const used = usedBy(arm);
    const idlers = idling(arm).length;
    return (
        `with ${armTitle(id)} ${busy.length} of ${pods.length} pods answered ${percent(share)} of ` +
        `the requests, and CPU use ran from ${percent(Math.min(...used))} to ` +
        `${percent(Math.max(...used))} of a pod's limit` +
        (idlers === 0 ? "" : ` (${idlers} idled)`)
    );
}

/** A fix that fails for this reason says more than one that works all the same. */
function rank(arm: Arm): number {
    const { cured = 0, seeds = 1 } = arm.fix?.verdict ?? {};
    return cured / Math.max(1, seeds);
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
