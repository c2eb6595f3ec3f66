import assert from "node:assert/strict";

import type { Engine } from "../../../../experiment/stack/engine";
import { stackWorld } from "../../../../experiment/stack/stackWorld";
import type { Senses } from "../../../../experiment/senses/ofCluster";

const nothing = (): void => undefined;

/** A stack on which one update after the other ends as it is told; counts them. */
function updates(endings: readonly (Error | undefined)[]): {
    readonly recover: () => Promise<void>;
    readonly made: () => number;
} {
    let made = 0;
    const engine: Engine = {
        stack: "dev",
        preview: () => Promise.resolve(),
        cancel: () => Promise.resolve(),
        up: () => {
            const ending = endings[made++];
            return ending === undefined ? Promise.resolve() : Promise.reject(ending);
        },
    };
    const world = stackWorld({
        engine,
        senses: {} as Senses,
        ...{ incident: "hybrid", settings: {}, speed: 1 },
        bystander: { report: nothing, wait: () => Promise.resolve(), isAlive: () => false },
    });
    return { recover: () => world.recover(), made: () => made };
}

const gone = new Error('was not created by the API server: namespaces "sock-shop" not found');

describe("the recovery of a stack", () => {
    it("looks again where its namespace went while it was looked at", async () => {
        const stack = updates([gone]);
        await stack.recover();
        assert.equal(stack.made(), 2);
    });

    it("does so once, and not for any other reason", async () => {
        await assert.rejects(updates([gone, gone]).recover(), gone);
        const other = updates([new Error("quota")]);
        await assert.rejects(other.recover(), /quota/);
        assert.equal(other.made(), 1);
    });
});
