import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";

import { InvalidArgumentError } from "commander";

import { deltaText } from "../../../cli/deltaText";
import { collectSetting } from "../../../cli/settingsArguments";
import { type Delta, deltaOf } from "../../../plan/delta";
import { renderPlan } from "../../../plan/render";

describe("what npm run plan says", () => {
    let lines: readonly string[] = [];
    let all: readonly string[] = [];
    const width = 60;

    const linesOf = (delta: Delta, isFull: boolean): readonly string[] =>
        stripVTControlCharacters(deltaText(delta, width, isFull)).split("\n");

    before(async () => {
        const delta = deltaOf(await renderPlan(), await renderPlan({ incident: "crash" }));
        lines = linesOf(delta, false);
        all = linesOf(delta, true);
    });

    it("fits a narrow terminal", () => {
        for (const line of lines.filter((one) => one.trim().includes(" "))) {
            assert.ok(line.length <= width, line);
        }
    });

    it("shows of an object that is added what it says, not only its name", () => {
        const at = lines.findIndex((line) => line.startsWith("+ Lease incident"));
        assert.match(lines.slice(at, at + 3).join("\n"), /spec\.holderIdentity: "dev"/);
        const job = lines.findIndex((line) => line.startsWith("+ Job load-crash"));
        assert.match(
            lines.slice(job, job + 9).join("\n"),
            /activeDeadlineSeconds.*more fields: --full/s,
        );
    });

    it("shows of an object that is changed both values", () => {
        const at = lines.indexOf("~ Deployment front-end");
        assert.match(
            lines.slice(at).join("").replaceAll(/\s+/g, " "),
            /spec\.template\.spec\.containers\.0\.resources\.limits\.memory: "1000Mi" -> "144Mi"/,
        );
    });

    it("leaves nothing out when all is asked for", () => {
        const script = 'data.expiry.py: "';
        const start = (some: readonly string[]): string =>
            some.find((line) => line.trim().startsWith(script)) ?? "";
        assert.equal(start(lines).endsWith('"'), false);
        assert.equal(start(all).endsWith('"'), true);
        assert.doesNotMatch(all.join("\n"), /more fields/);
        const job = all.findIndex((line) => line.startsWith("+ Job load-crash"));
        assert.match(all.slice(job).join("\n"), /spec\.template\.spec\.containers\.0\.image: /);
    });
});

describe("settings as arguments", () => {
    it("are refused when one is given twice", () => {
        const first = collectSetting("incident=crash", {});
        assert.throws(
            () => collectSetting("incident=hybrid", first),
            (error: Error) =>
                error instanceof InvalidArgumentError &&
                error.message.includes("incident is given twice"),
        );
        assert.deepEqual(collectSetting("run=a=b", first), { incident: "crash", run: "a=b" });
    });
});
