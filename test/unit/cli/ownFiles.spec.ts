import { doesNotThrow, equal, match, throws } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command } from "commander";

import { onceOnly } from "../../../cli/onceOnly";
import { requireOwnFile, requireRoom } from "../../../cli/paths";
import { parseStart } from "../../../cli/start/arguments";

const root = join(__dirname, "..", "..", "..");
const quiet = { log: () => undefined, error: () => undefined };

describe("files that commands write", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "own-files-"));
        mkdirSync(join(folder, "a folder"));
        writeFileSync(join(folder, "theirs"), "precious\n");
        writeFileSync(join(folder, "ours"), "mark\n");
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("are looked at beforehand: folders, places that cannot be written, others' files", () => {
        const check = (name: string) => () => {
            requireOwnFile("--out x", join(folder, name), "mark");
        };
        doesNotThrow(check("ours"));
        doesNotThrow(check("new"));
        throws(check("theirs"), /--out x: there is something else, which is not overwritten/);
        throws(check("a folder"), /--out x: that is a directory/);
        throws(check("theirs/below"), /is no directory/);
    });

    it("need room, which is tried and left as it was", () => {
        const before = readdirSync(folder);
        doesNotThrow(() => {
            requireRoom(folder, "--out x", 1_000);
        });
        equal(readdirSync(folder).join(), before.join());
        throws(() => {
            requireRoom(join(folder, "theirs"), "--out x", 2 ** 20);
        }, /--out x: 1 MiB more cannot be written in .*theirs \(ENOTDIR\)\. Name another place/);
    });

    const cases: readonly (readonly [string, ...(readonly string[])])[] = [
        ["fidelity", "--out"],
        ["monitors", "--evidence", join(root, "docs/examples/evidence"), "--junit"],
        ["snapshot", "--out"],
    ];
    for (const [command, ...args] of cases) {
        it(`npm run ${command} overwrites nothing but its own, and says so at once`, function () {
            this.timeout(30_000);
            const file = join(folder, "theirs");
            const { status, stdout, stderr } = spawnSync(
                process.execPath,
                ["--import", "tsx", `cli/${command}.ts`, ...args, file],
                { cwd: root, encoding: "utf8" },
            );
            match(stderr, /there is something else, which is not overwritten/);
            equal(stdout, "");
            equal(status, 1);
            equal(readFileSync(file, "utf8"), "precious\n");
        });
    }
});

describe("an option's value given twice", () => {
    it("is refused, but for options that are a list", () => {
        const parse = (...args: readonly string[]) => {
            const command = new Command()
                .option("--users <n>")
                .option(
                    "--fix <name>",
                    "",
                    (one: string, before: readonly string[] | undefined) => [
                        ...(before ?? []),
                        one,
                    ],
                )
                .option("--json")
                .exitOverride()
                .configureOutput({ writeErr: () => undefined });
            onceOnly(command, ["fix"]).parse(args, { from: "user" });
        };
        doesNotThrow(() => {
            parse("--users", "5", "--fix", "a", "--fix", "b", "--json", "--json");
        });
        throws(() => {
            parse("--users", "5", "--users", "6");
        }, /'--users <n>' is given twice/);
    });

    it("is refused by npm start, as is a fix that would come when all is over", () => {
        const start =
            (...args: readonly string[]) =>
            () =>
                parseStart(["hybrid", ...args], quiet);
        throws(start("--users", "5", "--users", "6"), /given twice/);
        doesNotThrow(start("--remediation", "hpa", "--remediation", "limits"));
        throws(start("--fix-at", "8m"), /--fix-at 8m: the load is over after 8m/);
        throws(start("--fix-at", "60s", "--duration", "1m"), /over after 1m/);
        doesNotThrow(start("--fix-at", "7m"));
    });
});
