import { equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** What takes a second and more to load. */
const heavy = "(@pulumi|@kubernetes|@datadog|echarts)";

/** Commands that have something to say at once; verify and snapshot have done in that time. */
const commands = [
    ...["start", "plan", "monitors", "fidelity", "calibrate", "missing", "bench"],
    ...["doctor"],
];

describe("the first words of a command", function () {
    this.timeout(60_000);
    let folder = "";
    const hook = (): string => join(folder, "loaded.cjs");

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "first-words-"));
        const loaded = `Object.keys(require.cache).filter((file) => /node_modules.${heavy}./.test(file))`;
        writeFileSync(
            hook(),
            `process.on("exit", () => process._rawDebug("heavy: " + ${loaded}.length));\n`,
        );
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    const ran = (command: string, ...args: readonly string[]): string => {
        const file = join(root, "cli", `${command}.ts`);
        const hooks = ["--import", "tsx", "--require", hook()];
        return spawnSync(process.execPath, [...hooks, file, ...args], {
            cwd: root,
            encoding: "utf8",
        }).stderr;
    };

    for (const command of commands) {
        it(`of ${command} wait for nothing that takes long to load`, () => {
            equal(ran(command, "--help").trim().split("\n").at(-1), "heavy: 0");
        });
    }

    it("come before what it is about, and not among it", () => {
        const told = ran("plan", "incident=hybrid").trim().split("\n");
        match(told[0] ?? "", /^Running the stack's program/);
        match(told.at(-1) ?? "", /^heavy: [1-9]/);
    });
});
