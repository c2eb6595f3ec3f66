import assert from "node:assert/strict";

import type { Engine, Values } from "../../../../experiment/stack/engine";
import { stackWorld } from "../../../../experiment/stack/stackWorld";
import type { Senses } from "../../../../experiment/senses/ofCluster";
import { type ApiReader, ApiServerError } from "../../../../live/snapshot/apiServer";
import type { JsonObject } from "../../../../live/snapshot/json";

const there: JsonObject = { metadata: { name: "sock-shop" } };

const going = (remaining: string): JsonObject => ({
    metadata: { name: "sock-shop", deletionTimestamp: "2026-01-01T00:00:00Z" },
    status: {
        phase: "Terminating",
        conditions: [
            { type: "NamespaceDeletionContentFailure", status: "False", message: "All is well" },
            { type: "NamespaceContentRemaining", status: "True", message: remaining },
        ],
    },
});

/** A stack whose namespace is seen as told, the last over and over; notes down what is done. */
class Stack {
    readonly done: string[] = [];
    readonly said: string[] = [];
    waited = 0;
    private at = 0;

    constructor(private readonly namespace: readonly (JsonObject | ApiServerError)[]) {}

    readonly recover = (): Promise<void> => {
        const engine: Engine = {
            stack: "dev",
            preview: () => Promise.resolve(),
            cancel: () => Promise.resolve(),
            up: (values: Values, { refresh = false } = {}) => {
                this.done.push(`up ${JSON.stringify(values)}${refresh ? " --refresh" : ""}`);
                return Promise.resolve();
            },
        };
        const reader: ApiReader = {
            get: (path) => {
                assert.equal(path, "/api/v1/namespaces/sock-shop");
                const seen = this.namespace[this.at] ?? there;
                this.at = Math.min(this.at + 1, this.namespace.length - 1);
                return seen instanceof Error ? Promise.reject(seen) : Promise.resolve(seen);
            },
            getText: () => Promise.reject(new Error("is not asked for")),
        };
        return stackWorld({
            ...{ engine, senses: {} as Senses, reader, namespace: "sock-shop" },
            ...{ incident: "hybrid", settings: {}, speed: 1 },
            bystander: {
                report: (line) => this.said.push(line),
                wait: (seconds) => {
                    this.waited += seconds;
                    this.done.push("wait");
                    return Promise.resolve();
                },
                isAlive: () => false,
            },
        }).recover();
    };
}

const update = 'up {"incident":"none","remediation":"none"} --refresh';
const gone = new ApiServerError(404, "HTTP 404");

describe("the recovery of a stack", () => {
    for (const [what, seen] of [
        ["is there", there],
        ["is gone", gone],
    ] as const) {
        it(`begins at once when its namespace ${what}`, async () => {
            const stack = new Stack([seen]);
            await stack.recover();
            assert.deepEqual(stack.done, [update]);
            assert.deepEqual(stack.said, []);
        });
    }

    it("waits until a namespace that is being deleted is gone, and says what is left in it", async () => {
        const [pods, fewer] = ["pods. has 14 instances", "pods. has 2 instances"].map(going);
        assert.ok(pods && fewer);
        const stack = new Stack([pods, pods, fewer, gone]);
        await stack.recover();
        assert.deepEqual(stack.done, ["wait", "wait", "wait", update]);
        const begin = "Namespace sock-shop is being deleted; waiting until it is gone.";
        assert.deepEqual(stack.said, [
            `${begin} pods. has 14 instances.`,
            `${begin} pods. has 2 instances.`,
        ]);
    });

    it("is given up, with what is left and what shows why, where it does not go", async () => {
        const stack = new Stack([going("a finalizer holds pods.")]);
        await assert.rejects(
            stack.recover(),
            /sock-shop is being deleted and has not gone within 10 minutes\. a finalizer holds pods\. .* kubectl describe namespace sock-shop$/,
        );
        assert.equal(stack.waited, 600);
        assert.ok(!stack.done.includes(update));
    });

    it("does not begin while nobody knows whether the namespace is there", async () => {
        const stack = new Stack([new ApiServerError(0, "no answer")]);
        await assert.rejects(stack.recover(), /sock-shop cannot be looked at: no answer/);
        assert.deepEqual(stack.done, []);
    });
});
