import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { Keeper } from "../../../cli/experiment/keep";
import { parseExperiment } from "../../../cli/experiment/arguments";
import type { ArmRun } from "../../../experiment/arm";
import { readExperiment, writeKept } from "../../../experiment/kept/files";
import { SeriesBook } from "../../../experiment/record/seriesBook";
import { evidenceWith, keptArm, keptExperiment } from "./keptExperiment";

const style = { width: 100, hasColour: false };

function runOf(remediation: string): ArmRun {
    return {
        ...keptArm(remediation, 1),
        recoverySeconds: 200,
        evidence: evidenceWith(remediation, { failures: 9, restarts: 3 }, "simulated"),
    };
}

describe("what an experiment leaves", () => {
    let out: string;
    let printed: string[];
    let told: string[];
    const say = {
        log: (text: string) => printed.push(text),
        error: (text: string) => told.push(text),
    };
    const keeper = (...args: readonly string[]): Keeper => {
        const asked = parseExperiment(["hybrid", "--on", "range", ...args], say);
        return new Keeper(asked, out, "simulated", say);
    };

    it("is at hand from the start: Ctrl-C in a terminal ends what compiles the sources, too", function () {
        this.timeout(60_000);
        const play = require.resolve("../../../cli/experiment/play");
        const loader = pathToFileURL(require.resolve("tsx")).href;
        const code =
            `require(${JSON.stringify(play)});` +
            "console.log(JSON.stringify(Object.keys(require.cache)));";
        const args = ["--import", loader, "--input-type=commonjs", "-e", code];
        const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
        assert.equal(stderr, "");
        const loaded = JSON.parse(stdout) as readonly string[];
        assert.ok(loaded.includes(require.resolve("../../../report/html/experimentPage")));
        assert.ok(loaded.includes(require.resolve("../../../report/experiment/text")));
    });

    beforeEach(() => {
        out = mkdtempSync(join(tmpdir(), "kept-"));
        [printed, told] = [[], []];
    });

    afterEach(() => {
        rmSync(out, { recursive: true, force: true });
    });

    it("can be read again after each arm, whatever comes later", async () => {
        const keeping = keeper("--remediation", "none,limits");
        await keeping.add(runOf("none"));
        const first = await readExperiment(out);
        assert.deepEqual([...first.evidence.keys()], ["none-1"]);
        await keeping.add(runOf("limits"));
        assert.equal(
            await keeping.conclude("the cluster went away", style, new AbortController().signal),
            true,
        );
        const { kept, evidence } = await readExperiment(out);
        assert.deepEqual(
            kept.arms.map(({ remediation }) => remediation),
            ["none", "limits"],
        );
        assert.equal(kept.failure, "the cluster went away");
        assert.equal(evidence.get("limits-1")?.origin, "simulated");
        assert.deepEqual(readdirSync(out).sort(), [
            ...["experiment.json", "limits-1", "none-1", "report.html"],
        ]);
        assert.match(printed.join("\n"), /It failed: the cluster went away[\s\S]*Report: /);
    });

    it("is printed as JSON alone where that is asked for", async () => {
        const keeping = keeper("--json");
        await keeping.add(runOf("none"));
        await keeping.conclude(null, style, new AbortController().signal);
        const document = JSON.parse(printed.join("\n")) as Record<string, unknown>;
        assert.equal(document.origin, "simulated");
    });

    it("is still told where it cannot be written, and the failure to write counts", async () => {
        // Where a folder is to be, there is a file; and a folder where a file is to be.
        writeFileSync(join(out, "none-1"), "in the way");
        mkdirSync(join(out, "report.html"));
        const keeping = keeper();
        await keeping.add(runOf("none"));
        assert.equal(await keeping.conclude(null, style, new AbortController().signal), false);
        assert.match(told.join("\n"), /Not kept: evidence of none-1: /);
        assert.match(told.join("\n"), /The page could not be written/);
        assert.match(printed.join("\n"), /Without a fix the front-end is killed 3 times/);
        assert.equal((await readExperiment(out)).kept.arms[0]?.folder, null);
    });

    it("is refused with the field where it is not as it should be", async () => {
        const { kept } = keptExperiment([]);
        writeKept(out, { ...kept, repeat: 0 });
        await assert.rejects(readExperiment(out), /experiment\.json:[\s\S]*repeat/);
        rmSync(join(out, "experiment.json"));
        await assert.rejects(readExperiment(out), /is no experiment: it has no experiment\.json/);
    });
});

describe("series of looks", () => {
    it("have one point of a second, however often it was looked at", () => {
        const book = new SeriesBook(5);
        for (const [time, value] of [
            [5, 1],
            [10, 2],
            [10, 3],
            [15, 4],
        ] as const) {
            book.push("metric", {}, time, value);
        }
        const [series] = book.all;
        assert.deepEqual(
            [series?.times, series?.values],
            [
                [5, 10, 15],
                [1, 3, 4],
            ],
        );
    });
});
