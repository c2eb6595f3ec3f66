import { ailmentOf } from "../../components/incident/deploymentHealth";
import { annotations } from "../../shop/names";
import { endOf, leaseText } from "./fixes";
import { at, textAt } from "./json";
import { waysOf } from "./keeper";
import type { ShopObject } from "./normalise";
import type { ObservedShop } from "./observe";

/** Why this is not what a healthy shop looks like; empty when it is. */
export function objectionsTo(seen: ObservedShop): readonly string[] {
    const { keeper } = seen;
    const { leases, jobs } = seen.traces;
    return [
        ...leases.map(
            (lease) => `${leaseText(lease, keeper)} is active. End it: ${endOf(lease, keeper)}`,
        ),
        ...jobs
            .filter(({ isActive }) => isActive)
            .map(({ name, role }) => `Job ${name} of an incident (${role}) is still active`),
        ...seen.pods.flatMap((one) => {
            const ailment = ailmentOf(one);
            return ailment === undefined ? [] : [`Deployment ${one.name}: ${ailment}`];
        }),
        ...seen.objects.flatMap((one) => scaledByHand(one, waysOf[keeper].putBack)),
        ...seen.strays.map(({ object, what }) => `${object} ${what}`),
        ...(seen.frontEnd.failure === undefined
            ? []
            : [`the front-end does not answer /catalogue: ${seen.frontEnd.failure}`]),
    ];
}

/** A recovery would undo it, and then the shop would not be as in the snapshot. */
function scaledByHand(object: ShopObject, putBack: string): readonly string[] {
    const wanted = textAt(object, "metadata", "annotations", annotations.replicas);
    const has = at(object, "spec", "replicas");
    return wanted === undefined || typeof has !== "number" || has === 0 || wanted === String(has)
        ? []
        : [
              `Deployment ${object.metadata.name}: scaled by hand from ${wanted} to ${has}. ` +
                  `Put it back: ${putBack}`,
          ];
}
