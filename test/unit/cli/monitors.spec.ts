import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { getBorderCharacters } from "table";

import { matrix } from "../../../cli/monitors/matrix";
import { monitors } from "../../../cli/monitors";
import { parseMonitorsArguments } from "../../../cli/monitors/arguments";
import { rehearsalRequest } from "../../../rehearsal/monitorColumns";
import { readExport } from "../../../datadog/monitors/exportFormat";
import { scenarios } from "../../../scenarios/registry";
import { monitorSet, onlyNaming } from "../../../cli/monitors/runs";
import { monitorsText } from "../../../cli/monitors/text";
import type { MonitorRun } from "../../../verdict/monitors/monitorRun";
import { type Ended, ended } from "./ended";

const project = resolve(__dirname, "../../..");
const examples = join(project, "docs", "examples");
const silent = { log: () => undefined, error: () => undefined };

const tried = (...args: readonly string[]): Promise<Ended> => ended((say) => monitors(args, say));

const standAlone = [
    ...["--evidence", join(examples, "evidence")],
    ...["--monitors", join(examples, "monitors.json")],
];

const byContract = (contract: string, junit: string): Promise<Ended> =>
    tried(...standAlone, "--plain", ...["--contract", contract, "--junit", junit]);

/** Of all kinds: evaluated, of another product, learnt, and a composite of one of those. */
const account = [
    {
        ...{ id: 1, name: "runs", type: "query alert" },
        query: "max(last_5m):max:system.cpu.user{*} > 1000",
        options: { thresholds: { critical: "1000" } },
    },
    {
        ...{ id: 2, name: "agent", type: "service check" },
        query: '"datadog.agent.up".over("*").by("host").last(2).count_by_status()',
        options: { thresholds: { critical: 1, ok: 1 } },
    },
    {
        ...{ id: 3, name: "learnt", type: "query alert" },
        query: "avg(last_4h):anomalies(avg:system.load.1{*}, 'basic', 2) >= 1",
    },
    { id: 4, name: "both", type: "composite", query: "1 && 2" },
];

describe("npm run monitors", function () {
    this.timeout(120_000);

    let folder = "";

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "monitors-"));
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("tries the example's monitors over its evidence, and writes a JUnit report", async () => {
        const junit = join(folder, "deep", "monitors.xml");
        const contract = join(examples, "contract.json");
        const told = await byContract(contract, junit);
        assert.equal(told.code, 0, told.errors);
        assert.match(told.output, /\| 106 The database is down +\| \+ Alert \+300 s - \+180 s +\|/);
        assert.match(told.output, /as expected {2}evidence: first: 106 \+300 s/);
        assert.match(told.output, /^[\x0a\x20-\x7e]*$/);
        assert.match(
            readFileSync(junit, "utf8"),
            /<testsuite name="monitors.evidence" tests="7" failures="0"/,
        );
    });

    it("ends with 1 when a contract is broken, and says which monitor", async () => {
        const contract = join(folder, "contract.json");
        const junit = join(folder, "broken.xml");
        writeFileSync(
            contract,
            JSON.stringify({ mustFire: [{ monitor: 101, withinSeconds: 60 }] }),
        );
        const told = await byContract(contract, junit);
        assert.equal(told.code, 1);
        assert.match(
            told.output,
            /! 101 went off 480 s after the load began, and should within 60 s of the load's start/,
        );
        assert.match(told.output, /! 102 went off 300 s after the load began, and should not/);
        assert.match(
            readFileSync(junit, "utf8"),
            /<failure message="102 went off 300 s after the load began/,
        );
    });

    it("says of a contract that it names a monitor nobody made, and shows no row of it", async () => {
        const contract = join(folder, "unknown.json");
        const junit = join(folder, "unknown.xml");
        const all = ["101", "102", "103", "104", "105", "106", "107"];
        writeFileSync(contract, JSON.stringify({ mayFire: [...all, 2102] }));
        const told = await byContract(contract, junit);
        assert.equal(told.code, 1);
        const problem = `contract names 2102, which is none of the monitors (there: ${all.join(", ")})`;
        assert.ok(told.output.includes(`! ${problem}`), told.output);
        assert.doesNotMatch(told.output, /^\| 2102/m);
        assert.ok(readFileSync(junit, "utf8").includes(`<failure message="${problem}"`));
    });

    it("hints at a misspelt metric in text, JSON and JUnit, and changes no exit code", async () => {
        const file = join(folder, "misspelt.json");
        const junit = join(folder, "misspelt.xml");
        const query = "avg(last_5m):avg:system.cpu.usr{env:prod} by {host} > 80";
        writeFileSync(file, JSON.stringify({ id: 5001, name: "x", type: "query alert", query }));
        const given = ["--evidence", join(examples, "evidence"), "--monitors", file];
        const text = "the evidence has no metric system.cpu.usr. Did you mean system.cpu.user?";
        const told = await tried(...given, "--plain", "--junit", junit);
        assert.equal(told.code, 0, told.errors);
        assert.ok(told.output.includes(`5001: ${text}`), told.output);
        assert.ok(readFileSync(junit, "utf8").includes(text));
        const { runs } = JSON.parse((await tried(...given, "--json")).output) as {
            readonly runs: readonly { readonly hints: unknown }[];
        };
        assert.deepEqual(runs[0]?.hints, [{ monitor: "5001", text }]);
    });

    it("prints JSON with the states of every group, and nothing else", async () => {
        const told = await tried(...standAlone, "--json");
        assert.equal(told.code, 0, told.errors);
        const { schema, runs } = JSON.parse(told.output) as {
            readonly schema: number;
            readonly runs: readonly {
                readonly origin: string;
                readonly rows: readonly {
                    readonly monitor: string;
                    readonly groups: readonly object[];
                }[];
            }[];
        };
        assert.equal(schema, 1);
        assert.equal(runs[0]?.origin, "simulated");
        assert.equal(runs[0].rows.find(({ monitor }) => monitor === "101")?.groups.length, 2);
    });

    it("says what cannot be judged, and breaks a contract that counts on it", async () => {
        const file = join(folder, "long.json");
        const contract = join(folder, "long-contract.json");
        const junit = join(folder, "long.xml");
        const query = "avg(last_1h):avg:system.cpu.user{env:prod} by {host} > 80";
        writeFileSync(file, JSON.stringify({ id: 7, name: "x", type: "query alert", query }));
        writeFileSync(contract, JSON.stringify({ mustFire: [{ monitor: 7, withinSeconds: 60 }] }));
        const given = ["--evidence", join(examples, "evidence"), "--monitors", file, "--plain"];
        const shown = await tried(...given, "--junit", junit);
        const text = "7 cannot be judged: the evidence begins too late";
        assert.equal(shown.code, 0, shown.errors);
        assert.match(shown.output, /\| 7 x +\| +cannot be judged +\|/);
        assert.ok(shown.output.includes(`? ${text}`), shown.output);
        assert.match(readFileSync(junit, "utf8"), /<skipped/);
        const expected = await tried(...given, "--contract", contract);
        assert.equal(expected.code, 1);
        assert.ok(expected.output.includes(`! ${text}`), expected.output);
    });

    const given = (name: string, text: string): readonly string[] => {
        writeFileSync(join(folder, name), text);
        return ["--evidence", join(examples, "evidence"), "--monitors", join(folder, name)];
    };

    it("takes the export of a whole account: what it cannot evaluate it names and leaves out", async () => {
        const contract = join(folder, "left-out.json");
        const junit = join(folder, "left-out.xml");
        writeFileSync(contract, JSON.stringify({ mustFire: [{ monitor: 2, withinSeconds: 60 }] }));
        const told = await tried(
            ...given("account.json", `\ufeff${JSON.stringify(account)}`),
            ...["--contract", contract, "--junit", junit, "--plain"],
        );
        assert.match(told.output, /^\| 1 runs +\| \. OK/m);
        assert.match(told.output, /Left out, 3 of the export:/);
        assert.match(told.output, /2 agent: service check is not supported/);
        assert.match(told.output, /3 learnt: function anomalies\(\) is not supported/);
        assert.match(told.output, /4 both: it depends on 2, which is left out/);
        assert.match(told.output, /2 must go off and is left out: service check/);
        assert.equal(told.code, 1);
        assert.match(
            readFileSync(junit, "utf8"),
            /<testsuite [^>]*tests="5" failures="1" [^>]*skipped="3"/,
        );
    });

    it("refuses a file without monitors, YAML and HCL as what they are", async () => {
        const files: readonly (readonly [string, RegExp])[] = [
            ["[]", /the list has none/],
            ['{"monitors": []}', /the list has none/],
            ["# all\n- id: 1\n  query: x\n", /is not JSON, but YAML: export monitors as/],
            ["---\nmonitors:\n", /is not JSON, but YAML/],
            [
                'resource "datadog_monitor" "a" {\n  name = "x"\n}\n',
                /is not JSON, but HCL, as Terraform/,
            ],
            ['{"monitors": [}', /is not JSON: /],
        ];
        for (const [text, why] of files) {
            const request = parseMonitorsArguments(given("wrong.json", text), silent);
            await assert.rejects(monitorSet(request), why, text);
        }
        assert.equal((await tried(...given("wrong.json", "[]"))).code, 1);
    });

    it("lints an export: exit code 1 when something cannot work, in text and as JSON", async () => {
        const example = join(examples, "monitors.json");
        const right = await tried("--lint", "--plain", "--monitors", example);
        assert.equal(right.code, 0, right.output);
        assert.match(right.output, /caution unknown-metric: metric .* is not known here/);
        const query = "avg(last_5m):avg:kubernetes.cpu.usage.total{*} by {pod_name} > 250";
        const file = join(folder, "lint.json");
        writeFileSync(file, JSON.stringify({ id: 7, name: "cpu", type: "query alert", query }));
        const wrong = await tried("--lint", "--monitors", file, "--json");
        assert.equal(wrong.code, 1);
        const { schema, monitors: found } = JSON.parse(wrong.output) as {
            readonly schema: number;
            readonly monitors: readonly { readonly monitor: string; readonly findings: object[] }[];
        };
        assert.equal(schema, 1);
        assert.equal(found[0]?.monitor, "7");
        assert.ok(JSON.stringify(found[0].findings).includes('"code":"unit","severity":"refused"'));
    });

    it("says what is wrong with a file, and ends with 1", () => {
        const file = join(folder, "other.json");
        writeFileSync(file, JSON.stringify([{ id: 1, name: "x", type: "query alert" }]));
        const { status, stderr } = spawnSync(
            process.execPath,
            ["--import", "tsx", join(project, "cli", "monitors.ts"), "--monitors", file],
            { cwd: project, encoding: "utf8" },
        );
        assert.equal(status, 1);
        assert.match(stderr, /Not an export of Datadog monitors: .*query/s);
        assert.doesNotMatch(stderr, /at .*\.ts:/);
    });
});

describe("the matrix of monitors and runs", () => {
    const cells = Array.from({ length: 5 }, (_, run) => [`run ${run}`, "Alert +51 s - +356 s 2x"]);
    const names = ["monitor", "12345 A monitor whose name says a lot about what it is for"];
    const drawn = (width: number): readonly string[] =>
        matrix(names, cells, (text) => text, getBorderCharacters("ramac"), width).split("\n");

    it("is one table where there is room, and is as wide as the terminal where there is not", () => {
        const rules = (width: number): number =>
            drawn(width).filter((line) => /^\+-+\+/.test(line)).length;
        assert.equal(rules(Infinity), 2);
        [60, 80, 114].forEach((width) => {
            const widest = Math.max(...drawn(width).map(({ length }) => length));
            assert.ok(widest <= width, `${widest} in ${width}`);
            cells.forEach((_, run) => {
                assert.ok(drawn(width).join("\n").includes(`run ${run}`));
            });
        });
        assert.ok(rules(60) > rules(114));
    });
});

describe("the other incidents, when some are named", () => {
    it("are looked at for the named ones' composites alone, which break the contract", () => {
        const row = (monitor: string, problem?: string): MonitorRun["rows"][number] =>
            ({
                monitor,
                contract: { expectation: "silent", problem },
            }) as MonitorRun["rows"][number];
        const run = {
            name: "crash",
            isKept: false,
            rows: [row("incident-payment"), row("incident-crash", "did not go off")],
        } as unknown as MonitorRun;
        const kept = onlyNaming(["payment"], run);
        assert.deepEqual([kept.rows.length, kept.isKept], [1, true]);
        assert.equal(onlyNaming(["crash"], run).isKept, false);
        assert.match(monitorsText([kept], true, 80), /crash: is not taken for payment/);
        assert.match(monitorsText([onlyNaming(["crash"], run)], true, 80), /is taken for crash/);
    });

    it("have no column: a line says all that there is to say", () => {
        const named = {
            ...{ name: "hybrid", origin: "simulated", users: 750, leftOut: [], hints: [] },
            ...{ contractProblems: [], isKept: true },
            rows: [{ monitor: "incident-hybrid", reached: "No Data", flaps: 0 }],
        } as unknown as MonitorRun;
        const other = { ...named, name: "crash", lookedFor: ["hybrid"] };
        const lines = monitorsText([named, other], true, 80).split("\n");
        assert.match(lines.find((line) => line.includes("| monitor")) ?? "", /hybrid +\|$/);
        assert.equal(lines.filter((line) => line.includes("crash")).length, 1);
        // What stands in the cells is explained below them, and no line is wider than the terminal.
        assert.ok(lines.some((line) => line.startsWith("No Data: ")));
        assert.ok(lines.every(({ length }) => length <= 80));
    });
});

describe("the arguments of npm run monitors", () => {
    it("lint a file of monitors, and nothing else", () => {
        const parsed = parseMonitorsArguments(["--lint", "--monitors", "x.json"], silent);
        assert.equal(parsed.lint, true);
        assert.throws(() => parseMonitorsArguments(["--lint"], silent), /--lint needs --monitors/);
        assert.throws(
            () => parseMonitorsArguments(["--lint", "--monitors", "x", "crash"], silent),
            /--lint evaluates nothing/,
        );
    });

    it("say how large the simulated node is: 4 CPUs unless told otherwise", () => {
        const cpus = (...args: readonly string[]): number | undefined =>
            rehearsalRequest("crash", parseMonitorsArguments(args, silent)).nodeCpus;
        assert.deepEqual([cpus(), cpus("--node-cpus", "2")], [4, 2]);
    });

    it("are all runs when none is named", () => {
        const { runs } = parseMonitorsArguments([], silent);
        assert.deepEqual(runs, ["healthy", ...Object.keys(scenarios)]);
    });

    it("refuse an incident that does not exist, with those that do", () => {
        const known = Object.keys(scenarios).join(", ");
        assert.throws(
            () => parseMonitorsArguments(["meltdown"], silent),
            new RegExp(`There is no incident "meltdown". Allowed: healthy, ${known}`),
        );
    });

    it("refuse a fix that only makes sense once the incident is there", () => {
        assert.throws(
            () => parseMonitorsArguments(["hybrid", "--remediation", "limits,restart"], silent),
            /limits,restart: is a response, .* npm start/,
        );
    });

    it("suggest the incident that was meant", () => {
        assert.throws(() => parseMonitorsArguments(["hybird"], silent), /Did you mean hybrid\?/);
    });

    it("refuse incidents beside evidence, and numbers that are none", () => {
        assert.throws(
            () => parseMonitorsArguments(["crash", "--evidence", "x"], silent),
            /not both/,
        );
        assert.throws(() => parseMonitorsArguments(["--seed", "x"], silent), /whole number/);
        assert.throws(() => parseMonitorsArguments(["--node-cpus", "0"], silent), /1 to 256/);
    });
});

describe("an export of Datadog", () => {
    const one = { id: 1, name: "x", type: "query alert", query: "max(last_5m):max:m{*} > 1" };

    it("is a monitor, a list of them, or both lists", () => {
        assert.equal(readExport(one).monitors.length, 1);
        assert.equal(readExport([one, one]).monitors.length, 2);
        assert.equal(readExport({ monitors: [one], slos: [] }).monitors.length, 1);
    });

    it("has the API's defaults where it says nothing, or null", () => {
        const [monitor] = readExport({
            ...one,
            options: { thresholds: null, evaluation_delay: null },
        }).monitors;
        assert.deepEqual(monitor?.options, {
            critical: undefined,
            warning: undefined,
            criticalRecovery: undefined,
            warningRecovery: undefined,
            requireFullWindow: false,
            onMissingData: undefined,
            notifyNoData: false,
            noDataTimeframe: undefined,
            newGroupDelay: undefined,
            newHostDelay: undefined,
            timeoutHours: undefined,
            groupRetentionSeconds: undefined,
            evaluationDelay: 0,
        });
    });

    it("is refused with the field that is wrong", () => {
        assert.throws(
            () => readExport({ ...one, options: { on_missing_data: "zero" } }),
            /on_missing_data/,
        );
    });

    it("leaves out a monitor of an SLO that is not made of time slices", () => {
        const burn = { ...one, id: 2, query: 'error_budget("a").over("7d") >= 50' };
        const slos = [{ id: "a", name: "b", type: "metric" }];
        const { monitors: read, unread } = readExport({ monitors: [one, burn], slos });
        assert.equal(read.length, 1);
        assert.deepEqual(
            unread?.map(({ monitor, reason }) => [monitor, reason]),
            [["2", "SLO a of type metric is not supported"]],
        );
    });
});
