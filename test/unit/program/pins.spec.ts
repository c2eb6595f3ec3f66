import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface PackageFile {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly optionalDependencies: Readonly<Record<string, string>>;
}

const packageFile = JSON.parse(
    readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8"),
) as PackageFile;

const all = Object.entries({
    ...packageFile.dependencies,
    ...packageFile.devDependencies,
    ...packageFile.optionalDependencies,
});

describe("dependencies", () => {
    it("are pinned to exact versions", () => {
        for (const [name, version] of all) {
            assert.match(version, /^\d+\.\d+\.\d+$/, name);
        }
    });

    it("take the real @pulumi/command, not npm's mis-published newest", () => {
        assert.equal(packageFile.dependencies["@pulumi/command"], "1.2.1");
    });

    it("leave the Pulumi CLI to the user: npm's launcher would shadow it", () => {
        assert.ok(!all.some(([name]) => name === "pulumi"));
    });
});
