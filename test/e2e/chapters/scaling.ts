/** Autoscalers of a front-end under load. */
import assert from "node:assert/strict";

import { waitFor } from "../../../range/controlPlane/wait";
import type { Range } from "../../support/engine/range";
import type { AutoscalerChoice } from "../../support/engine/responder";

/** More pods than any autoscaler's minimum: it acts on the figures. */
export function awaitMoreThanTwo({ shop }: Range): Promise<number> {
    return waitFor("more than two pods of the front-end", 120, async () => {
        const replicas = (await shop.replicas("front-end")) ?? 0;
        return replicas > 2 ? replicas : undefined;
    });
}

/** A responder's autoscaler, on a busy front-end of one pod, is neither blind nor powerless. */
export async function expectScaling(range: Range, choice: AutoscalerChoice): Promise<void> {
    await range.responder.scale("front-end", 1);
    await range.responder.autoscale(choice);
    assert.ok((await awaitMoreThanTwo(range)) <= choice.maxReplicas);
}
