import { deepEqual, equal, throws } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { replaceFile } from "../../../tools/replaceFile";

describe("a file that is replaced", () => {
    let folder: string;
    let file: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "replace-"));
        file = join(folder, "kept.json");
    });

    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    it("has the new content, text or bytes, and nothing lies beside it", () => {
        replaceFile(file, "old");
        replaceFile(file, Uint8Array.of(110, 101, 119));
        equal(readFileSync(file, "utf8"), "new");
        deepEqual(readdirSync(folder), ["kept.json"]);
    });

    it("has the mode that was asked for, whatever the old one had", function () {
        if (process.platform === "win32") {
            this.skip();
        }
        writeFileSync(file, "old", { mode: 0o644 });
        replaceFile(file, "new", 0o600);
        equal(statSync(file).mode & 0o777, 0o600);
    });

    it("leaves nothing of what could not be put there, and what was there", () => {
        mkdirSync(join(file, "taken"), { recursive: true });
        throws(() => {
            replaceFile(file, "new");
        }, /EISDIR|ENOTEMPTY|EPERM|EEXIST/);
        deepEqual(readdirSync(folder), ["kept.json"]);
        deepEqual(readdirSync(file), ["taken"]);
    });

    it("says why it could not be written, where nothing can be removed either", () => {
        writeFileSync(file, "no folder");
        throws(() => {
            replaceFile(join(file, "in it"), "new");
        }, /E(NOTDIR|NOENT).*open/);
    });

    it("is whole at any time, though several processes replace it at once", async () => {
        const module = join(__dirname, "..", "..", "..", "tools", "replaceFile.ts");
        const size = 200_000;
        const program =
            `const { replaceFile } = require(${JSON.stringify(module)});` +
            `for (let at = 0; at < 200; at++) {` +
            `replaceFile(${JSON.stringify(file)}, process.argv[1].repeat(${size})); }`;
        replaceFile(file, "a".repeat(size));
        const writers = ["a", "b"].map((letter) =>
            spawn(process.execPath, ["--require", "tsx/cjs", "-e", program, letter], {
                stdio: "inherit",
            }),
        );
        const codes = Promise.all(
            writers.map(async (one) => ((await once(one, "exit")) as [number | null])[0]),
        );
        while (writers.some(({ exitCode, signalCode }) => (exitCode ?? signalCode) === null)) {
            const text = readFileSync(file, "utf8");
            equal(text, text.slice(0, 1).repeat(size));
            await new Promise((resolve) => setImmediate(resolve));
        }
        deepEqual(await codes, [0, 0]);
        deepEqual(readdirSync(folder), ["kept.json"]);
    });
});
