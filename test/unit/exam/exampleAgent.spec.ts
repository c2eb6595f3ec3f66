import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../../../examples/agent");

describe("The example agent", () => {
    it("has at most 250 lines in all, comments counted and empty lines not", () => {
        const lines = readdirSync(folder)
            .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
            .filter((line) => line.trim() !== "");
        assert.ok(lines.length > 100 && lines.length <= 250, String(lines.length));
    });

    it("takes nothing of this project, nor any package", () => {
        const imported = readdirSync(folder).flatMap((file) => {
            const text = readFileSync(join(folder, file), "utf8");
            return [...text.matchAll(/\bfrom "([^"]+)"/g)].map(([, name = ""]) => name);
        });
        assert.ok(imported.length > 0);
        assert.deepEqual(
            imported.filter((name) => !/^(node:[\w/]+|\.\/\w+\.mjs)$/.test(name)),
            [],
        );
    });
});
