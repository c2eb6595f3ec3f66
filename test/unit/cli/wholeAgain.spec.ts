import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { isWholeAgain } from "../../../cli/recover/wholeAgain";
import { type JournalEntry, Journal, readJournal } from "../../../experiment/stack/journal";
import type { ObservedShop } from "../../../live/snapshot/observe";
import { defaultFile, snapshotOf, writeSnapshot } from "../../../live/snapshot/snapshotFile";
import { StandInWorld } from "../experiment/standInWorld";
import { healthy, place, plain, plannedShop } from "../live/support";

describe("a stack that is recovered after an experiment that was killed", () => {
    const start = process.cwd();
    let folder: string;
    let file: string;
    let shop: ObservedShop;
    let world: StandInWorld;
    let [printed, told]: [string[], string[]] = [[], []];

    before(async () => {
        shop = healthy(await plannedShop());
    });

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "recover-"));
        // Snapshots that were taken by hand lie in the folder of the project.
        process.chdir(folder);
        file = join(folder, "unfinished-dev.json");
        world = new StandInWorld(shop);
        [printed, told] = [[], []];
    });

    afterEach(() => {
        process.chdir(start);
        rmSync(folder, { recursive: true, force: true });
    });

    const snapshot = () => snapshotOf(place, shop, [], new Date());
    const newer = () => ({ ...snapshot(), schema: 2 }) as unknown as ReturnType<typeof snapshot>;

    const left = (kept: ReturnType<typeof snapshot>): JournalEntry => {
        const journal = new Journal(
            file,
            { stack: "dev", incident: "hybrid", place, settings: {} },
            (line) => assert.fail(line),
        );
        journal.keepSnapshot(kept);
        journal.enter("incident", "none");
        return readJournal(file) ?? assert.fail();
    };

    const recovers = (entry: JournalEntry | undefined): Promise<boolean> => {
        const say = {
            log: (text: string) => printed.push(text),
            error: (text: string) => told.push(text),
        };
        return isWholeAgain(world, { entry, file, place, withinSeconds: 60 }, say);
    };

    const unusable = (named: string): string =>
        `Recovering without that snapshot: The snapshot ${named} cannot be used: it was taken by ` +
        "another version.";

    it("is proved by the experiment's own snapshot", async () => {
        assert.equal(await recovers(left(snapshot())), true);
        assert.deepEqual(world.done, ["recover"]);
        assert.match(plain(printed.join("\n")), /^Whole: as in the snapshot of /m);
        assert.doesNotMatch(told.join("\n"), /without that snapshot/);
    });

    it("is proved by the one that was taken by hand where that one cannot be read", async () => {
        writeSnapshot(defaultFile(place), snapshot());
        assert.equal(await recovers(left(newer())), true);
        assert.ok(told[0]?.startsWith(unusable(file)), told[0]);
        assert.match(plain(printed.join("\n")), /^Whole: as in the snapshot of /m);
    });

    it("is recovered all the same where neither can be read, and only said to be healthy", async () => {
        writeSnapshot(defaultFile(place), newer());
        assert.equal(await recovers(left(newer())), true);
        assert.ok(told[0]?.startsWith(unusable(file)), told[0]);
        assert.ok(told[1]?.startsWith(unusable(defaultFile(place))), told[1]);
        assert.deepEqual(world.done, ["recover"]);
        assert.match(
            plain(printed.join("\n")),
            /^Healthy\. There was no snapshot to prove more by/,
        );
    });

    it("is recovered all the same where the one by hand is no JSON, and nothing is unfinished", async () => {
        writeSnapshot(defaultFile(place), snapshot());
        writeFileSync(defaultFile(place), "{ half");
        assert.equal(await recovers(undefined), true);
        assert.match(told[0] ?? "", /without that snapshot: .* it is not JSON/);
        assert.match(plain(printed.join("\n")), /^Healthy\./);
    });
});
