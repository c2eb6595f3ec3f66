import { equal, notEqual, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Guardianship } from "../../../../range/controlPlane/guardianship";

/** Longer than one has to live to have a successor. */
const lifeMs = 1200;

/** Rejects when it has not come true within 20 s. */
async function until(what: string, isTrue: () => boolean): Promise<void> {
    for (const end = Date.now() + 20_000; !isTrue();) {
        ok(Date.now() < end, what);
        await sleep(20);
    }
}

function isGone(processId: number): boolean {
    try {
        return !process.kill(processId, 0);
    } catch {
        return true;
    }
}

describe("the guardian of a control plane", () => {
    let parent: string;

    beforeEach(() => {
        parent = mkdtempSync(join(tmpdir(), "guardian-"));
    });

    afterEach(() => {
        rmSync(parent, { recursive: true, force: true });
    });

    it("that is killed has a successor, which ends and removes the same", async () => {
        const [before, after] = ["told before", "told after"].map((name) => join(parent, name));
        const guardianship = new Guardianship();
        // Nobody's child here who would have to be waited for: it is gone when it is ended.
        const component = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
        const finished = spawn("sleep", ["0"], { stdio: "ignore" });
        const { pid = 0 } = component;
        guardianship.watch(pid);
        guardianship.watch(finished.pid ?? 0);
        guardianship.forget(finished.pid ?? 0);
        for (const folder of [before ?? "", after ?? ""]) {
            mkdirSync(folder);
        }
        guardianship.removeAtEnd([before ?? ""]);
        await sleep(lifeMs);
        const { processId: first = 0 } = guardianship;
        process.kill(first, "SIGKILL");
        await until("no successor has come", () => guardianship.processId !== first);
        guardianship.removeAtEnd([after ?? ""]);
        equal(isGone(pid), false, "a component outlives its guardian");
        await guardianship.end();
        await until("the component is left", () => isGone(pid));
        equal(existsSync(before ?? "") || existsSync(after ?? ""), false);
    });

    it("that dies at once has none, and its end need not be waited for", async () => {
        const guardianship = new Guardianship();
        const { processId: first = 0 } = guardianship;
        notEqual(first, 0);
        process.kill(first, "SIGKILL");
        await until("it lives", () => isGone(first));
        await sleep(200);
        equal(guardianship.processId, first);
        await guardianship.end();
    });
});
