import assert from "node:assert/strict";
import {
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { checkKept, keptOf } from "../../../../range/account/kept";
import {
    AccountKeeper,
    type KeptAccountFile,
    readAccount,
} from "../../../../range/state/keptAccount";
import { Desk } from "../account/desk";
import { inTemporaryFolder } from "../temporary";

const periodMs = 5;

const fails = (text: string): never => assert.fail(text);

async function until(isSo: () => boolean): Promise<void> {
    for (let looks = 0; looks < 1000 && !isSo(); looks += 1) {
        await sleep(periodMs);
    }
    assert.ok(isSo());
}

describe("the Datadog account of a kept range", () => {
    const desk = new Desk();
    const take = (): KeptAccountFile => ({
        account: keptOf(desk.account, desk.live),
        resources: [],
    });

    it("is on disk while the range runs, for its owner only", () =>
        inTemporaryFolder(async (folder) => {
            const file = join(folder, "datadog.json");
            const keeper = new AccountKeeper(folder, take, fails, periodMs);
            await until(() => existsSync(file));
            assert.equal(statSync(file).mode & 0o777, 0o600);
            desk.ask("POST", "/api/v1/logs/views", { name: "Errors", search: "status:error" });
            const now = JSON.stringify(take());
            await until(() => readFileSync(file, "utf8") === now);
            assert.deepEqual(readAccount(folder, checkKept, fails), JSON.parse(now));
            await keeper.stop();
        }));

    for (const [what, text] of [
        ["half a file", '{"account":{"form'],
        ["another format's", '{"account":{"format":2},"resources":[]}'],
    ] as const) {
        it(`is named and put aside when it is ${what}`, () =>
            inTemporaryFolder((folder) => {
                const file = join(folder, "datadog.json");
                writeFileSync(file, text);
                const said: string[] = [];
                assert.equal(
                    readAccount(folder, checkKept, (line) => said.push(line)),
                    undefined,
                );
                assert.equal(said.length, 1);
                assert.ok(said[0]?.includes(`${file}.unreadable`));
                assert.equal(readFileSync(`${file}.unreadable`, "utf8"), text);
                assert.ok(!existsSync(file));
            }));
    }

    it("says once that it cannot be written, and again when it can", () =>
        inTemporaryFolder(async (folder) => {
            const file = join(folder, "datadog.json");
            // A folder of that name is in the way, as a full disk would be.
            mkdirSync(join(file, "taken"), { recursive: true });
            const said: string[] = [];
            const keeper = new AccountKeeper(folder, take, (line) => said.push(line), periodMs);
            await until(() => said.length > 0);
            await sleep(10 * periodMs);
            assert.equal(said.length, 1);
            assert.match(said[0] ?? "", /not kept/);
            assert.deepEqual(readdirSync(folder), ["datadog.json"]);
            rmSync(file, { recursive: true });
            await until(() => said.length > 1);
            assert.match(said[1] ?? "", /kept again/);
            await keeper.stop();
            assert.equal(said.length, 2);
        }));
});
