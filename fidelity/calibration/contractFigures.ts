import type { Contract, ContractFigures } from "../../verdict/contract";
import { entrance, type Whose } from "../../verdict/counts";
import { browseRows, failureRatio, orderRows } from "../../verdict/orders";
import type { SimulatedFigures } from "../figures";

/** A simulated run's figures as contracts bound them. */
export function contractFigures(
    { load }: Pick<Contract, "load">,
    run: SimulatedFigures,
): ContractFigures {
    const { requests, tasks } = run;
    return {
        restarts: (whose) => counted(whose, run.killsAtSeconds.length, run.otherKills),
        crashLoopBackOffs: (whose) =>
            counted(whose, run.backOffs - run.otherBackOffs, run.otherBackOffs),
        // The memory of all others does not grow.
        oomKills: (whose) => counted(whose, run.oomKills, 0),
        // A sweep looks at loads, and no load has an image go missing.
        imagePullFailures: () => undefined,
        // Nor does anybody scale.
        mostReplicas: () => undefined,
        requestFailureRatio: () => (requests === 0 ? undefined : run.failedShare),
        orderFailureRatio: () => failureRatio(orderRows(load, tasks)),
        browseFailureRatio: () => failureRatio(browseRows(load, tasks)),
        // Whose shipments are read.
        unshippedOrders: () => undefined,
        p95ResponseTimeMs: () => (requests === 0 ? undefined : 1000 * run.p95Seconds),
    };
}

/** Of what the run counted at the front-end and at all others. Throws where it cannot tell. */
function counted({ service, exceptService }: Whose, ofEntrance: number, others: number): number {
    const named = service ?? exceptService ?? entrance;
    if (named !== entrance || (service !== undefined && exceptService !== undefined)) {
        throw new Error(
            `A contract bounds a count of ${named}: a sweep counts only at the ${entrance}, and at ` +
                "all other services together.",
        );
    }
    if (service !== undefined) {
        return ofEntrance;
    }
    return exceptService !== undefined ? others : ofEntrance + others;
}
