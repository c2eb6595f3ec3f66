import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { compare } from "../../../cli/compare";
import { compareSides } from "../../../experiment/compare/compared";
import { readSide } from "../../../experiment/compare/side";
import { writeKept } from "../../../experiment/kept/files";
import { writeEvidence } from "../../../evidence/write";
import { comparisonText } from "../../../report/compare/text";
import type { ComparisonDocument } from "../../../report/compare/document";
import { evidenceWith, keptArm, keptExperiment } from "./keptExperiment";

describe("two folders of evidence side by side", () => {
    let folder: string;
    let printed: string[];
    const say = { log: (text: string) => printed.push(text), error: () => undefined };

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "compare-"));
        printed = [];
    });

    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    const experiment = async (
        name: string,
        ...[arms]: Parameters<typeof keptExperiment>
    ): Promise<string> => {
        const out = join(folder, name);
        const { kept, evidence } = keptExperiment(arms);
        for (const [own, one] of evidence) {
            await writeEvidence(join(out, own), one);
        }
        writeKept(out, kept);
        return out;
    };

    const run = async (
        name: string,
        ...given: Parameters<typeof evidenceWith>
    ): Promise<string> => {
        await writeEvidence(join(folder, name), evidenceWith(...given));
        return join(folder, name);
    };

    it("has differences with intervals where both sides have several runs", async () => {
        const [a, b] = [await experiment("a"), await experiment("b")];
        const compared = compareSides(await readSide(a), await readSide(b));
        assert.equal(compared.pairs.length, 2);
        const [none] = compared.pairs;
        const failed = none?.rows.find(({ figure }) => figure === "requestFailureRatio");
        assert.deepEqual(failed?.first.values, [0.8, 0.85, 0.9]);
        assert.deepEqual([failed.difference?.mean, failed.effect], [0, "unclear"]);
        assert.ok((failed.difference?.high ?? 0) > 0.1);
        assert.deepEqual(compared.notes, []);
    });

    it("takes two single arms for what is meant, and says that the fix is another one", async () => {
        const few = { failures: 1, restarts: 0 };
        const a = await run("a", "none", { failures: 18, restarts: 6 });
        const b = await run("b", "limits", few, "simulated");
        const compared = compareSides(await readSide(a), await readSide(b));
        const [pair] = compared.pairs;
        const failed = pair?.rows.find(({ figure }) => figure === "requestFailureRatio");
        assert.ok(Math.abs((failed?.difference?.mean ?? 0) + 0.85) < 1e-9);
        assert.deepEqual([failed?.difference?.low, failed?.effect], [null, "unclear"]);
        assert.deepEqual(compared.notes, [
            "Different origin: measured beside simulated.",
            "Different fix: none beside limits.",
            "One run on a side: a difference may be chance, and has no interval.",
        ]);
        const text = comparisonText(compared, { width: 100, hasColour: false });
        assert.match(text, /^MEASURED and SIMULATED: A is /);
        assert.match(text, /requests failed +90 % +5 % +−85 points/);
    });

    it("says so when incidents differ, and compares all the same", async () => {
        const none = { failures: 18, restarts: 6 };
        const a = await run("a", "none", none);
        const other = evidenceWith("none", none);
        await writeEvidence(join(folder, "b"), {
            ...other,
            run: { ...other.run, incident: "crash" },
        });
        const compared = compareSides(await readSide(a), await readSide(join(folder, "b")));
        assert.match(compared.notes.join("\n"), /^Different incident: hybrid beside crash\.$/m);
        assert.equal(compared.pairs.length, 1);
    });

    it("says which arms only one side has, and which runs were left out", async () => {
        const a = await experiment("a");
        const ending = { kind: "aborted", why: "too long" } as const;
        const arms = [keptArm("none", 1), keptArm("none", 2, { ending }), keptArm("hpa", 1)];
        const b = await experiment("b", arms);
        const { notes } = compareSides(await readSide(a), await readSide(b));
        const all = notes.join("\n");
        assert.match(all, /Only in .*a: limits@before\./);
        assert.match(all, /Only in .*b: hpa@before\./);
        assert.match(all, /Left out of .*b: none-2: its load was aborted\./);
    });

    it("refuses what cannot be compared, with why", async () => {
        const a = await experiment("a", [keptArm("none", 1), keptArm("limits", 1)]);
        const b = await experiment("b", [keptArm("hpa", 1), keptArm("replicas", 1)]);
        const [one, other] = [await readSide(a), await readSide(b)];
        assert.throws(() => compareSides(one, one), /the same folder twice/);
        assert.throws(
            () => compareSides(one, other),
            /have no fix in common: none \| limits@before/,
        );
        await assert.rejects(readSide(join(folder, "nowhere")), /does not exist/);
        const idle = evidenceWith("none", { failures: 0, restarts: 0 });
        const { loadStart: loadEnd } = idle.run;
        await writeEvidence(join(folder, "idle"), { ...idle, run: { ...idle.run, loadEnd } });
        await assert.rejects(readSide(join(folder, "idle")), /it has no requests of users/);
    });

    const small = [keptArm("none", 1), keptArm("limits", 1)];

    it("is a page and JSON too", async () => {
        const [a, b] = [await experiment("a", small), await experiment("b", small)];
        const page = join(folder, "page.html");
        assert.equal(await compare([a, b, "--json", "--report", page], say), 0);
        const document = JSON.parse(printed.join("\n")) as ComparisonDocument;
        assert.deepEqual(
            document.pairs.map(({ first, second }) => [first, second]),
            [
                ["none", "none"],
                ["limits@before", "limits@before"],
            ],
        );
    });

    it("is of a single experiment its report again", async () => {
        const a = await experiment("a", [keptArm("none", 1)]);
        assert.equal(await compare([a], say), 0);
        assert.match(printed.join("\n"), new RegExp(`Report: ${join(a, "report.html")}`));
    });
});
