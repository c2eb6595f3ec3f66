import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { renderPlan } from "../../../plan/render";

describe("plans", () => {
    it("may be refused and made in any order, without one disturbing the next", async () => {
        for (let round = 0; round < 5; round += 1) {
            await assert.rejects(renderPlan({ incident: "bad" }), /Nothing was touched/);
            const { resources } = await renderPlan();
            assert.equal(resources.filter(({ isComponent }) => !isComponent).length, 35);
        }
    });

    it("are made without the compiler that the SDK has at hand, which is there for whoever asks", async () => {
        const program = `
            const { renderPlan } = require("./plan/render");
            const isLoaded = (name) =>
                Object.keys(require.cache).some(
                    (file) => file.includes(name) && require.cache[file].children.length > 0,
                );
            const compiler = require.resolve("typescript");
            renderPlan().then(({ resources }) => {
                const isPlaceholder = require("util").types.isProxy(require.cache[compiler].exports);
                const text = require("typescript").version;
                console.log([resources.length > 35, isPlaceholder, isLoaded("arborist"), text].join(" "));
            });`;
        const { stdout } = await promisify(execFile)(
            process.execPath,
            ["--require", "tsx/cjs", "--eval", program],
            { cwd: join(__dirname, "..", "..", "..") },
        );
        assert.match(stdout, /^true true false \d+\.\d+/);
    }).timeout(60_000);
});
