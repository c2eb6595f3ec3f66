import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { leftText, unfinishedText } from "../../../../cli/experiment/left";
import { changedSettings } from "../../../../cli/recover/changedSettings";
import { Journal, readJournal, snapshotIn } from "../../../../experiment/stack/journal";
import { journalled } from "../../../../experiment/stack/journalled";
import type { World } from "../../../../experiment/world";
import { snapshotOf } from "../../../../live/snapshot/snapshotFile";
import { healthy, place, plannedShop } from "../../live/support";

describe("the journal of an experiment on a stack", () => {
    let folder: string;
    let file: string;
    let said: string[];
    const subject = { stack: "dev", incident: "hybrid", place, settings: { probes: "testbed" } };
    const begin = (): Journal => new Journal(file, subject, (line) => said.push(line));

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "journal-"));
        file = join(folder, "results", "unfinished-dev.json");
        said = [];
    });

    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    it("says each step before it is taken", async () => {
        const journal = begin();
        const seen: string[] = [];
        const step = (): Promise<void> => {
            const { phase = "none", remediation = "" } = readJournal(file) ?? {};
            seen.push(`${phase} ${remediation}`);
            return Promise.resolve();
        };
        const world = { prepare: step, inject: step, recover: step } as unknown as World;
        const { prepare, inject, recover } = journalled(world, journal);
        await prepare("hpa");
        await inject("hpa");
        await recover();
        assert.deepEqual(seen, ["fix hpa", "incident hpa", "recovery hpa"]);
    });

    it("has the snapshot that recovery is proved by, and what the stack asked for", async () => {
        const journal = begin();
        assert.equal(snapshotIn(readJournal(file) ?? assert.fail(), file), undefined);
        const snapshot = snapshotOf(place, healthy(await plannedShop()), [], new Date());
        journal.keepSnapshot(snapshot);
        const entry = readJournal(file) ?? assert.fail();
        assert.deepEqual(snapshotIn(entry, file), snapshot);
        assert.deepEqual(entry.settings, subject.settings);
    });

    it("is begun by one of two who found none", () => {
        begin();
        assert.throws(begin, /EEXIST: .*unfinished-dev.json/);
        assert.equal(readJournal(file)?.phase, "rest");
    });

    it("is gone when nothing is left to come back to", () => {
        begin().end();
        assert.equal(readJournal(file), undefined);
    });

    it("is never half written: what was there stays until the new one is whole", () => {
        const journal = begin();
        const before = readFileSync(file, "utf8");
        writeFileSync(`${file}.partial-1`, "{ half");
        assert.equal(readFileSync(file, "utf8"), before);
        journal.enter("incident");
        assert.equal(readJournal(file)?.phase, "incident");
    });

    it("that cannot be written stops what has not begun, and nothing that has", () => {
        const journal = begin();
        // Nothing can be written in a folder that is a file, whoever asks.
        rmSync(join(folder, "results"), { recursive: true });
        writeFileSync(join(folder, "results"), "");
        journal.enter("incident");
        assert.match(said.join(), /could not be written/);
        assert.throws(begin);
    });

    it("that cannot be read is said to be so, with a way out", () => {
        begin();
        writeFileSync(file, "{}");
        assert.throws(() => readJournal(file), /cannot be read.*delete that file/);
    });

    it("of a process that is there names it; of one that is gone, the way back", () => {
        begin().enter("incident");
        assert.match(unfinishedText(file) ?? "", new RegExp(`Process ${process.pid} is playing`));
        const entry = readJournal(file) ?? assert.fail();
        writeFileSync(file, JSON.stringify({ ...entry, process: 2 ** 22 + 1 }));
        assert.match(unfinishedText(file) ?? "", /npm run recover -- --stack dev$/);
    });

    it("tells what is left in every phase", () => {
        assert.doesNotMatch(leftText("rest", "dev"), /recover/);
        for (const phase of ["fix", "incident", "recovery"] as const) {
            assert.match(leftText(phase, "dev"), /npm run recover -- --stack dev$/);
        }
    });
});

describe("settings that changed while an experiment was unfinished", () => {
    it("are named, and nothing else", () => {
        assert.deepEqual(changedSettings({ probes: "testbed" }, { probes: "testbed" }, "dev"), []);
        const [line, ...others] = changedSettings({}, { networkPolicies: "true" }, "dev");
        assert.match(line ?? "", /networkPolicies.*the default -> true/);
        assert.deepEqual(others, []);
    });

    it("that would bring an incident back come with what takes them out", () => {
        const lines = changedSettings(undefined, { incident: "crash" }, "dev");
        assert.match(lines.join(), /pulumi config set incident none -s dev/);
    });
});
