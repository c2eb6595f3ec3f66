/** Figures that an autoscaler of the front-end acts on. */
import assert from "node:assert/strict";

import { waitFor } from "../../support/controlPlane";
import type { Range } from "../../support/engine/range";
import type { AutoscalerChoice } from "../../support/engine/responder";

export const frontEnd = "sock-shop/front-end";

/** 95 % of the 100m that the pods ask for: far above every target, below the limit. */
export async function setBusy(range: Range): Promise<void> {
    (await range.metrics()).setCpu(frontEnd, 95);
}

export async function setIdle(range: Range): Promise<void> {
    (await range.metrics()).setCpu(frontEnd, 1);
}

/** More pods than any autoscaler's minimum: it acts on the figures. */
export function awaitMoreThanTwo({ shop }: Range): Promise<number> {
    return waitFor("more than two pods of the front-end", 120, async () => {
        const replicas = (await shop.replicas("front-end")) ?? 0;
        return replicas > 2 ? replicas : undefined;
    });
}

/** A responder's autoscaler, on a front-end of one pod, is neither blind nor powerless. */
export async function expectScaling(range: Range, choice: AutoscalerChoice): Promise<void> {
    await range.responder.scale("front-end", 1);
    await setBusy(range);
    await range.responder.autoscale(choice);
    assert.ok((await awaitMoreThanTwo(range)) <= choice.maxReplicas);
}
