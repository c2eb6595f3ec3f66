import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { cached, cacheRoot } from "../../../tools/cache";
import { useEnvironment } from "../../support/environment";

describe("what is made once per machine", () => {
    let restoreEnvironment: () => void;
    let parent: string;
    let said: string[];

    beforeEach(() => {
        parent = mkdtempSync(join(tmpdir(), "cache-"));
        restoreEnvironment = useEnvironment({ XDG_CACHE_HOME: parent });
        mkdirSync(cacheRoot(), { recursive: true });
        said = [];
    });

    afterEach(() => {
        restoreEnvironment();
        rmSync(parent, { recursive: true, force: true });
    });

    const made: string[] = [];
    const make = (text: string): Promise<string> =>
        cached(
            "programs-1",
            (line) => said.push(line),
            async (folder) => {
                made.push(text);
                await sleep(50);
                writeFileSync(join(folder, "program"), text);
            },
        );
    const programIn = (folder: string): string => readFileSync(join(folder, "program"), "utf8");

    it("is there afterwards, and is not made again", async () => {
        equal(programIn(await make("first")), "first");
        equal(programIn(await make("second")), "first");
        deepEqual(readdirSync(cacheRoot()), ["programs-1"]);
    });

    it("is made by one of several who want it at once", async () => {
        made.length = 0;
        const folders = await Promise.all(["one", "other", "third"].map(make));
        equal(made.length, 1);
        equal(new Set(folders.map(programIn)).size, 1);
    });

    it("is not what a build that was killed has left: that goes, with its lock", async () => {
        const half = join(cacheRoot(), "programs-1.partial-abc");
        mkdirSync(half);
        writeFileSync(join(half, "program"), "half");
        const { pid } = spawnSync("true");
        writeFileSync(join(cacheRoot(), "build.lock"), String(pid));
        equal(programIn(await make("whole")), "whole");
        deepEqual(readdirSync(cacheRoot()), ["programs-1"]);
    });

    it("does not wait for ever for a lock in which nobody's name is", async () => {
        writeFileSync(join(cacheRoot(), "build.lock"), "");
        equal(programIn(await make("whole")), "whole");
        ok(said.some((line) => line.includes("Waiting for another process")));
    }).timeout(20_000);

    it("leaves nothing of what could not be made", async () => {
        const full = (): Promise<never> => {
            return Promise.reject(new Error("ENOSPC: no space left on device"));
        };
        await rejects(
            cached("programs-1", () => undefined, full),
            /ENOSPC/,
        );
        deepEqual(readdirSync(cacheRoot()), []);
        ok(!existsSync(join(cacheRoot(), "programs-1")));
    });
});
