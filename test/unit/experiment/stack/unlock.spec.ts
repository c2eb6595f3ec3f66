import assert from "node:assert/strict";
import { hostname } from "node:os";

import { type Engine, holdersIn, LockedError } from "../../../../experiment/stack/engine";
import { onceUnlocked } from "../../../../experiment/stack/unlock";
import { isAlive } from "../../../../tools/isAlive";

const held = (process: number, host = hostname()): LockedError =>
    new LockedError("dev", [{ user: "ann", host, process }]);

describe("a stack that is locked", () => {
    let done: string[];
    let said: string[];
    let alive: readonly number[];
    const engine: Engine = {
        stack: "dev",
        up: () => Promise.resolve(),
        preview: () => Promise.resolve(),
        cancel: () => {
            done.push("cancel");
            return Promise.resolve();
        },
    };

    beforeEach(() => {
        done = [];
        said = [];
        alive = [];
    });

    /** Fails with these first, one after the other, and then every time with `always`. */
    const updated = (first: readonly Error[], always?: Error): Promise<void> => {
        const left = [...first];
        const update = (): Promise<void> => {
            const error = left.shift() ?? always;
            done.push("up");
            return error === undefined ? Promise.resolve() : Promise.reject(error);
        };
        return onceUnlocked(engine, update, {
            report: (line) => said.push(line),
            wait: (seconds) => {
                done.push(`wait ${seconds}`);
                return Promise.resolve();
            },
            isAlive: (process) => alive.includes(process),
        });
    };

    it("is unlocked at once when the process that locked it is gone", async () => {
        await updated([held(4711)]);
        assert.deepEqual(done, ["up", "cancel", "up"]);
        assert.match(said.join(), /process 4711 of ann.*is gone/);
    });

    it("is waited for while that process is there", async () => {
        alive = [4711];
        await updated([held(4711), held(4711)]);
        assert.deepEqual(done, ["up", "wait 5", "up", "wait 5", "up"]);
        assert.equal(said.length, 1);
    });

    const notOurs = [
        ["on another machine", held(4711, "elsewhere")],
        ["of whom the backend says nothing", new LockedError("dev", [])],
    ] as const;
    for (const [whose, lock] of notOurs) {
        it(`is never unlocked when that process is one ${whose}; what would do it is said`, async () => {
            await assert.rejects(updated([], lock), /pulumi cancel dev --yes/);
            assert.ok(!done.includes("cancel"));
        });
    }

    it("is not the reason of any other failure", async () => {
        await assert.rejects(updated([new Error("no cluster")]), /no cluster/);
        assert.deepEqual(done, ["up"]);
    });

    it("is told by what the engine says of its locks", () => {
        const text =
            "error: the stack is currently locked by 1 lock(s). Either wait for the other " +
            "process(es) to end or delete the lock file with `pulumi cancel`.\n" +
            "  file:///s/.pulumi/locks/a.json: created by ann@desk (pid 4711) at 2026-11-27T20:00:00Z";
        assert.deepEqual(holdersIn(text), [{ user: "ann", host: "desk", process: 4711 }]);
        assert.deepEqual(holdersIn("[409] Conflict"), []);
    });

    it("asks of processes that there are and that there are not", () => {
        assert.ok(isAlive(process.pid));
        assert.ok(!isAlive(2 ** 22 + 1));
    });
});
