import assert from "node:assert/strict";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";

import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";

import { type Rehearse, start } from "../../../cli/start";
import { progressOn } from "../../../cli/start/progress";
import { readEvidence } from "../../../evidence/read";
import { rehearse } from "../../../rehearsal/rehearsal";
import type { ArmStanding, RehearsalProgress, RehearsalRequest } from "../../../rehearsal/types";
import type { ReportDocument } from "../../../report/rehearsed/document";
import { madeUpRehearsal } from "../report/rehearsalFixture";
import { scenarios } from "../../../scenarios/registry";

const nothingYet: RehearsalProgress = {
    ...{ runs: 1, runsDone: 0, share: 0 },
    ...{ lead: "requestFailureRatio", standings: [] },
};

interface Said {
    readonly code: number;
    readonly output: string;
    readonly errors: string;
    readonly asked: RehearsalRequest | undefined;
}

describe("npm start", function () {
    // The first page loads the library of the plots, which a busy machine may be long at.
    this.timeout(60_000);
    let directory: string;

    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "start-"));
    });

    afterEach(() => {
        rmSync(directory, { recursive: true });
    });

    const inDirectory = (name: string): string => join(directory, name);

    /** Runs the command with a made-up rehearsal. */
    const started = (...args: string[]): Promise<Said> =>
        startedWith(args, (request, progress) => {
            progress({ ...nothingYet, runs: 2, runsDone: 1, share: 0.5 });
            progress({ ...nothingYet, runs: 2, runsDone: 2, share: 1 });
            return Promise.resolve(madeUpRehearsal(request));
        });

    /** Runs the command with the simulation. */
    const played = (...args: string[]): Promise<Said> => startedWith(args, rehearse);

    async function startedWith(args: readonly string[], how: Rehearse): Promise<Said> {
        const [output, errors]: [string[], string[]] = [[], []];
        let asked: RehearsalRequest | undefined;
        const rehearsing: Rehearse = (request, ...rest) => {
            asked = request;
            return how(request, ...rest);
        };
        const say = {
            log: (text: string) => output.push(text),
            error: (text: string) => errors.push(text),
        };
        const terminal = { width: 80, hasColour: false };
        const code = await start(args, say, terminal, rehearsing);
        return { code, output: output.join("\n"), errors: errors.join("\n"), asked };
    }

    const page = (): string[] => ["--report", inDirectory("deep/page.html")];

    it("says first how many runs there will be, with those that are only played when needed", async () => {
        const first = async (...args: string[]): Promise<string> =>
            (await started(...args, ...page())).errors.split("\n")[0] ?? "";
        const fixes = ["--remediation", "hpa", "--fix-at", "before,start"];
        const usual = await first("hybrid", ...fixes);
        assert.match(usual, /: 15 simulated runs, 5 of each;/);
        assert.match(usual, /; 5 more of each fix that helps in some runs only$/);
        assert.match(await first("hybrid", ...fixes, "--seeds", "2"), /: 6 simulated runs.*each$/);
        const written = ["--seeds", "2", "--out", inDirectory("evidence")];
        assert.match(await first(...fixes, ...written), /: 9 simulated runs.*again to be written$/);
        assert.match(await first("--remediation", "none", "--seeds", "1"), /: 1 simulated run$/);
    });

    it("rehearses what it was asked for", async () => {
        const args = ["crash", "--remediation", "hpa,limits", "--users", "2000", "--seed", "7"];
        const { asked } = await started(...args, "--seeds", "2", ...page());
        assert.equal(asked?.incident, "crash");
        assert.deepEqual(asked.arms, ["none", "hpa,limits"]);
        assert.deepEqual(asked.seeds, [7, 8]);
        assert.equal(asked.settings?.users, "2000");
    });

    it("sums up, writes the page and says where it is", async () => {
        const { code, output } = await started(...page());
        assert.equal(code, 0);
        assert.match(output, /SIMULATED/);
        assert.match(output, /replicas .* cures/);
        assert.ok(output.includes(`Report: ${inDirectory("deep/page.html")}`));
        assert.match(output, /pulumi up -c incident=hybrid$/m);
        assert.match(readFileSync(inDirectory("deep/page.html"), "utf8"), /^<!doctype html>/);
    });

    it("prints JSON and nothing else with --json, and writes no page", async () => {
        const { output, asked } = await started("--json");
        const document = JSON.parse(output) as ReportDocument;
        assert.equal(document.origin, "simulated");
        assert.deepEqual(document.best, {
            before: "replicas@before",
            detection: "replicas@detection",
        });
        assert.deepEqual(
            [...new Set(document.arms.map(({ remediation }) => remediation))],
            asked?.arms,
        );
        assert.equal(document.figures.find(({ id }) => id === document.lead)?.kind, "ratio");
        assert.ok(!output.includes("Report:"));
    });

    it("puts the same document into the page as --json prints", async () => {
        const { output } = await started("--json", ...page());
        const html = readFileSync(inDirectory("deep/page.html"), "utf8");
        const inPage = /id="report">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
        assert.deepEqual(JSON.parse(inPage), JSON.parse(output));
    });

    it("leaves evidence that can be read back, a folder per fix, and every request's line", async () => {
        const args = ["payment", "--remediation", "none", "--duration", "30s", "--seeds", "1"];
        const { output } = await played(...args, "--out", inDirectory("evidence"), ...page());
        assert.deepEqual(readdirSync(inDirectory("evidence")), ["none"]);
        const folder = join(inDirectory("evidence"), "none");
        assert.equal((await readEvidence(folder)).run.remediation, "none");
        assert.ok(existsSync(join(folder, "request-lines.ndjson")));
        assert.ok(output.includes(inDirectory("evidence")));
    });

    it("refuses a page's place before anything is played, and overwrites nothing but pages", async () => {
        const thesis = inDirectory("thesis.txt");
        writeFileSync(thesis, "three years");
        let played = 0;
        const counting: Rehearse = (request) => {
            played++;
            return Promise.resolve(madeUpRehearsal(request));
        };
        const to = (place: string): Promise<Said> => startedWith(["--report", place], counting);
        await assert.rejects(to(thesis), /something else, which is not overwritten/);
        await assert.rejects(to(directory), /that is a directory/);
        await assert.rejects(to(join(thesis, "page.html")), /is no directory/);
        assert.equal(readFileSync(thesis, "utf8"), "three years");
        assert.equal(played, 0);
        await to(inDirectory("page.html"));
        await to(inDirectory("page.html"));
        assert.equal(played, 2);
    });

    it("still prints the result when the page cannot be written after all", async () => {
        const folder = inDirectory("gone");
        const output: string[] = [];
        const say = { log: (text: string) => output.push(text), error: () => undefined };
        const losing: Rehearse = (request) => {
            rmSync(folder, { recursive: true });
            writeFileSync(folder, "now a file");
            return Promise.resolve(madeUpRehearsal(request));
        };
        const args = ["--json", "--report", join(folder, "page.html")];
        const attempt = start(args, say, { width: 80, hasColour: false }, losing);
        await assert.rejects(attempt, /page could not be written/);
        assert.equal((JSON.parse(output.join("\n")) as ReportDocument).origin, "simulated");
    });

    it("ends when it is interrupted, and leaves no half of any evidence", async () => {
        const out = inDirectory("evidence");
        const interrupted: Rehearse = (request, progress, signal) => {
            const run = rehearse({ ...request, workers: 1 }, progress, signal);
            setTimeout(() => {
                mkdirSync(join(out, `.hpa@before.partial-${process.pid}`));
                process.emit("SIGINT");
            }, 500);
            return run;
        };
        const args = ["--remediation", "none", "--seeds", "2", "--out", out, ...page()];
        const { code, output, errors } = await startedWith(args, interrupted);
        assert.equal(code, 130);
        assert.match(errors, /Interrupted: no report was written/);
        assert.equal(output, "");
        assert.deepEqual(
            readdirSync(out).filter((name) => name.includes("partial")),
            [],
        );
        assert.equal(process.listenerCount("SIGINT"), 0);
    });

    it("shows its whole help without rehearsing", async () => {
        const { code, output, asked } = await started("--help");
        assert.equal(code, 0);
        assert.equal(asked, undefined);
        for (const option of [
            ...["--remediation", "--users", "--spawn-rate", "--duration", "--probes", "--images"],
            ...[
                "--seed",
                "--seeds",
                "--fix-at",
                "--host-speed",
                "--json",
                "--report",
                "--out",
                "--config",
            ],
        ]) {
            assert.ok(output.includes(option), `${option} is not in the help`);
        }
        assert.ok(output.replace(/\s+/g, " ").includes(Object.keys(scenarios).join(", ")));
        assert.match(output, /npm start -- crash --remediation hpa,limits --users 2000/);
    });

    it("ends with an error, and rehearses nothing, when its arguments are wrong", async () => {
        const { code, asked, errors } = await started("--nonsense");
        assert.notEqual(code, 0);
        assert.equal(asked, undefined);
        assert.match(errors, /unknown option '--nonsense'/);
        await assert.rejects(started("--users", "0"), /1 to 10000/);
        assert.ok(!existsSync("reports/undefined.html"));
    });

    it("keeps its progress out of what it prints", async () => {
        const { output } = await started("--json");
        assert.doesNotThrow(() => JSON.parse(output) as unknown);
        assert.ok(!output.includes("Simulat"));
    });
});

describe("progress on a terminal", () => {
    const standing = (arm: string, runsDone: number, value: number | null): ArmStanding => ({
        ...{ arm, runsDone, value, verdict: null },
    });
    const sometimes = { judgement: "helps sometimes", cured: 0, helped: 2, seeds: 3 } as const;
    const progress: RehearsalProgress = {
        ...{ ...nothingYet, runs: 8, runsDone: 2, share: 0.3 },
        standings: [
            standing("none", 3, 0.9),
            { ...standing("hpa,limits@detection", 3, 0.21), verdict: sometimes },
            standing("limits@before", 0, null),
        ],
    };

    async function shownOn(rows: number): Promise<string> {
        const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows });
        const said: string[] = [];
        const bar = progressOn(stream, { error: (line: string) => said.push(line) });
        bar.update(progress);
        // It draws ten times a second.
        await delay(250);
        bar.stop();
        bar.stop();
        assert.deepEqual(said, []);
        return text(stream.end());
    }

    it("is a bar with what is known of every fix so far", async () => {
        const shown = await shownOn(24);
        assert.match(shown, /30 % {2}run 3 of 8 {2}so far, failed:/);
        assert.match(shown, /no fix +90 % {2}3 runs/);
        assert.match(shown, /hpa \+ limits \(once told\) +21 % {2}helps in 2 of 3\D/);
        assert.match(shown, /limits \(in place before\) +–/);
    });

    it("is the bar alone where a terminal has no room for more", async () => {
        const shown = await shownOn(5);
        assert.match(shown, /30 % {2}run 3 of 8/);
        assert.doesNotMatch(shown, /so far|no fix/);
    });
});

describe("progress off a terminal", () => {
    const heard = (shares: readonly number[]): readonly string[] => {
        const said: string[] = [];
        const bar = progressOn(new PassThrough(), { error: (text: string) => said.push(text) });
        for (const share of shares) {
            bar.update({ ...nothingYet, runs: 8, runsDone: Math.floor(share * 8), share });
        }
        bar.stop();
        return said;
    };

    it("is a line for every quarter, however often it is heard of", () => {
        assert.deepEqual(heard(Array.from({ length: 65 }, (_, at) => at / 64)), [
            "Simulated 25 %: 2 of 8 runs done",
            "Simulated 50 %: 4 of 8 runs done",
            "Simulated 75 %: 6 of 8 runs done",
            "Simulated 100 %: 8 of 8 runs done",
        ]);
    });

    it("says once more when all is done, where more was asked for meanwhile", () => {
        assert.deepEqual(heard([0.9, 1, 0.8, 0.9, 1]), [
            "Simulated 75 %: 7 of 8 runs done",
            "Simulated 100 %: 8 of 8 runs done",
            "Simulated 100 %: 8 of 8 runs done",
        ]);
    });
});
