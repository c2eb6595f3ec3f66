import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { throughNode } from "../../../components/settings/throughNode";

const checkout = join(__dirname, "..", "..", "..");

describe("a clone without its packages", () => {
    let clone = "";

    before(() => {
        clone = mkdtempSync(join(tmpdir(), "clone-"));
        for (const part of ["tools", "package.json"]) {
            cpSync(join(checkout, part), join(clone, part), { recursive: true });
        }
        writeFileSync(join(clone, "script.ts"), "console.log(process.argv[2] satisfies unknown);");
    });

    after(() => {
        rmSync(clone, { recursive: true });
    });

    for (const command of ["start", "range"]) {
        it(`says at \`npm run ${command}\` what to do`, () => {
            const { status, stderr } = spawnSync("npm", ["run", "--silent", command], {
                cwd: clone,
                encoding: "utf8",
                shell: process.platform === "win32",
            });
            assert.equal(status, 1);
            assert.match(stderr, /^The packages are not installed in .*clone-.*: run npm ci there/);
        });
    }

    it("says so where the engine runs a script, as in `pulumi destroy`", () => {
        const [, ...args] = throughNode;
        const options = { cwd: clone, encoding: "utf8" } as const;
        const run = spawnSync(process.execPath, [...args, "script.ts"], options);
        assert.equal(run.status, 1);
        assert.match(run.stderr, /^The packages are not installed in .*clone-.*: run npm ci there/);
    });

    it("with them, runs the script", () => {
        const [, ...args] = throughNode;
        const script = join(clone, "script.ts");
        const options = { cwd: checkout, encoding: "utf8" } as const;
        const run = spawnSync(process.execPath, [...args, script, "delete"], options);
        assert.equal(run.stdout, "delete\n", run.stderr);
    });
});
