/** Who keeps the shop as it should be: what is wrong with it is put right through them. */
import { shopRecovery } from "../../components/settings/recovery";
import { rangeManager } from "../../shop/names";
import { type JsonObject, listAt, textAt } from "./json";

/** A stack of the Pulumi CLI, or a range that has applied the program's plan by itself. */
export type Keeper = "stack" | "range";

/** What each of them does. The same in every shell. */
export interface Ways {
    /** Back to the healthy shop. */
    readonly recover: string;
    /** The same, fixes taken out as well. */
    readonly recoverWithoutFixes: string;
    /** What hands have changed in its objects goes. */
    readonly putBack: string;
    /** What to try where that has changed nothing, in lines that a text is to end with. */
    readonly afterwards: readonly string[];
}

const trainer = "recover in the trainer's console; its address stands where the range runs";

export const waysOf: Readonly<Record<Keeper, Ways>> = {
    stack: {
        recover: shopRecovery(),
        recoverWithoutFixes: `${shopRecovery()} -c remediation=none`,
        putBack: "pulumi up --refresh",
        afterwards: [
            "Still different after that? If a fix is on, add -c remediation=none. If it was added by",
            "hand, delete that object with kubectl and pulumi up --refresh makes it anew.",
        ],
    },
    range: {
        recover: trainer,
        recoverWithoutFixes: trainer,
        putBack: trainer,
        afterwards: [
            "Still different after that? If it was added by hand, delete that object with kubectl and",
            "recover again.",
        ],
    },
};

/**
 * By who has applied its Deployments. What a range's own client only updates there, as for an expiry,
 * stands under the same name.
 */
export function keeperOf(deployments: readonly JsonObject[]): Keeper {
    const managers = deployments.flatMap((one) => listAt(one, "metadata", "managedFields"));
    const isRanges = managers.some(
        (one) => textAt(one, "manager") === rangeManager && textAt(one, "operation") === "Apply",
    );
    return isRanges ? "range" : "stack";
}
