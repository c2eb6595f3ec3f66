import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** What takes a second and more to load. */
const heavy = "(@pulumi|@kubernetes|@datadog|echarts)";

/** They have done in the time that their first words would take. */
const withoutFirstWords = ["snapshot", "verify", "report", "cluster"];

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
};

/** What people type, by the name of npm's script; what writes generated files again is none of it. */
const commands = Object.entries(scripts)
    .map(([name, script]) => [name, / cli\/(\w+)\.ts$/.exec(script)?.[1]] as const)
    .filter((entry): entry is readonly [string, string] => entry[1] !== undefined);

interface Ran {
    readonly code: unknown;
    readonly said: string;
    readonly stderr: string;
}

describe("a command", function () {
    this.timeout(120_000);
    let folder = "";
    const hook = (): string => join(folder, "loaded.cjs");
    let helps: ReadonlyMap<string, Ran> = new Map();

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "first-words-"));
        const loaded = `Object.keys(require.cache).filter((file) => /node_modules.${heavy}./.test(file))`;
        const tell = `process._rawDebug("heavy: " + ${loaded}.length)`;
        writeFileSync(
            hook(),
            `process.on("exit", () => ${tell});
            const { write } = process.stderr;
            process.stderr.write = function (...words) {
                process.stderr.write = write;
                ${tell};
                return write.apply(process.stderr, words);
            };\n`,
        );
        const ran = commands.map(
            async ([name, file]) => [name, await run(file, "--help")] as const,
        );
        helps = new Map(await Promise.all(ran));
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    const run = (command: string, ...args: readonly string[]): Promise<Ran> =>
        new Promise((resolve) => {
            const file = join(root, "cli", `${command}.ts`);
            const hooks = ["--import", "tsx", "--require", hook()];
            execFile(
                process.execPath,
                [...hooks, file, ...args],
                { cwd: root, env: { ...process.env, COLUMNS: "100" } },
                (error, said, stderr) => {
                    resolve({ code: error === null ? 0 : error.code, said, stderr });
                },
            );
        });

    const helpOf = (name: string): Ran => helps.get(name) ?? { code: "?", said: "", stderr: "" };

    it("is looked at, whichever there are", () => {
        equal(commands.length > 15, true);
    });

    for (const [name] of commands) {
        it(`${name} says how it is used, in words`, () => {
            const { code, said } = helpOf(name);
            equal(code, 0);
            match(said, new RegExp(`^Usage: npm (run (--silent )?)?${name} -- `));
            const text = said.replaceAll(/\s+/g, " ");
            // As commander has it: choices and defaults as JSON, lists that are empty.
            doesNotMatch(text, /(choices|default): ["[{]|choices:/);
            // A folder of whoever runs it.
            equal(text.includes(root), false, text);
            deepEqual(timesWithoutUnit(said), []);
        });
    }

    for (const [name] of commands.filter(([one]) => !withoutFirstWords.includes(one))) {
        it(`${name} waits for nothing that takes long to load before its first words`, () => {
            match(helpOf(name).stderr, /heavy: 0\s*$/);
        });
    }

    it("says its first words before what it is about, and not among it", async () => {
        const plan = (await run("plan", "incident=hybrid")).stderr.trim().split("\n");
        const range = (await run("range", "--programs", root)).stderr.trim().split("\n");
        deepEqual([plan[0], range[0]], ["heavy: 0", "heavy: 0"]);
        match(plan[1] ?? "", /^Running the stack's program/);
        match(range[1] ?? "", /^Starting a range/);
        match(plan.at(-1) ?? "", /^heavy: [1-9]/);
        match(range.at(-1) ?? "", /^heavy: [1-9]/);
    });
});

/** Options that take a time and whose default is a number: of what, nobody can tell. */
function timesWithoutUnit(help: string): readonly string[] {
    const options = help.split(/\n {2}(?=-)/).slice(1);
    return options.filter((one) =>
        /^[^\n]*<(time|duration)>.*default:\s+\d+\)/s.test(one.split("\n\n")[0] ?? ""),
    );
}
