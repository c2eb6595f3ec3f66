import assert from "node:assert/strict";
import { resolve } from "node:path";

import { CommanderError } from "commander";

import { parseStart, type StartRequest } from "../../../cli/start/arguments";
import { scenarios } from "../../../scenarios/registry";
import { defaultArms } from "../../../scenarios/scenario";
import { useEnvironment } from "../../support/environment";
import { pasted } from "./pasted";

const { hybrid, payment } = scenarios;
assert.ok(hybrid && payment);

const quiet = { log: () => undefined, error: () => undefined };
const parsed = (...args: string[]): StartRequest => parseStart(args, quiet);

/** What people read when their arguments are refused. */
function refusal(...args: string[]): string {
    const said: string[] = [];
    const keep = (text: string): void => {
        said.push(text);
    };
    try {
        parseStart(args, { log: keep, error: keep });
    } catch (error) {
        if (error instanceof CommanderError) {
            assert.notEqual(error.exitCode, 0);
            return said.join("\n");
        }
        assert.ok(error instanceof Error);
        return error.message;
    }
    return assert.fail(`${args.join(" ")} was not refused`);
}

describe("the arguments of npm start", () => {
    it("without any rehearse hybrid, each fix before and once told, five seeds", () => {
        const { incident, arms, fixAt, seeds, moreSeeds, hostSpeed } = parsed();
        const { settings, json, report, out } = parsed();
        assert.equal(incident, "hybrid");
        assert.deepEqual(arms, ["none", ...defaultArms(hybrid)]);
        assert.deepEqual(fixAt, ["before", "detection"]);
        assert.deepEqual(seeds, [1, 2, 3, 4, 5]);
        assert.deepEqual(moreSeeds, [6, 7, 8, 9, 10]);
        assert.equal(hostSpeed, "published");
        assert.deepEqual(settings, {});
        assert.equal(json, false);
        assert.equal(report, "reports/hybrid.html");
        assert.equal(out, undefined);
    });

    it("take a list as one fix, which is always compared with none", () => {
        assert.deepEqual(parsed("--remediation", "hpa, limits").arms, ["none", "hpa,limits"]);
        assert.deepEqual(parsed("--remediation", "none").arms, ["none"]);
        const twice = ["--remediation", "hpa", "--remediation", "limits"];
        assert.deepEqual(parsed("crash", ...twice).arms, ["none", "hpa", "limits"]);
        assert.deepEqual(parsed(...twice, "--remediation", "hpa").arms, ["none", "hpa", "limits"]);
    });

    it("hand the settings on by their own names", () => {
        const args = ["--users", "2000", "--spawn-rate", "100", "--duration", "90s"];
        const more = ["--probes", "upstream", "--images", "multiarch", "-c", "memoryFault=off"];
        assert.deepEqual(parsed("crash", ...args, ...more).settings, {
            users: "2000",
            spawnRate: "100",
            duration: "90s",
            probes: "upstream",
            images: "multiarch",
            memoryFault: "off",
        });
    });

    it("count seeds from the first", () => {
        assert.deepEqual(parsed("--seed", "7").seeds, [7, 8, 9, 10, 11]);
        assert.deepEqual(parsed("--seed", "7", "--seeds", "1").seeds, [7]);
        assert.deepEqual(parsed("--seeds", "3").moreSeeds, []);
    });

    it("take moments by name or as time under load, one by one or as a list", () => {
        assert.deepEqual(parsed("--fix-at", "start").fixAt, ["start"]);
        assert.deepEqual(parsed("--fix-at", "before, 2m,90s").fixAt, ["before", 120, 90]);
        assert.deepEqual(parsed("--fix-at", "2m", "--fix-at", "120s").fixAt, [120]);
        assert.match(parsed("--fix-at", "2m").command, /--fix-at 2m$/);
    });

    it("let a load last until a response shows, unless they say how long", () => {
        assert.deepEqual(parsed("payment").settings, { duration: "10m" });
        assert.deepEqual(
            parsed("payment", "--fix-at", "before", "--remediation", "hpa").settings,
            {},
        );
        assert.equal(parsed("payment", "--duration", "3m").settings.duration, "3m");
        assert.doesNotMatch(parsed("payment").command, /duration/);
    });

    it("write no page beside JSON unless asked", () => {
        assert.equal(parsed("--json").report, undefined);
    });

    it("mean paths as whoever typed them does, wherever npm runs the command", () => {
        const restoreEnvironment = useEnvironment({ INIT_CWD: "/somewhere/else" });
        try {
            const { report, out } = parsed("--json", "--report", "x.html", "--out", "/tmp/out");
            assert.equal(report, resolve("/somewhere/else/x.html"));
            assert.equal(out, resolve("/tmp/out"));
        } finally {
            restoreEnvironment();
        }
    });

    it("say in the report how to make it again", () => {
        const args = ["crash", "--remediation", "hpa,limits", "--users", "2000", "--seed", "7"];
        const { command } = parsed(...args, "-c", "memoryFault=off", "--out", "somewhere");
        assert.equal(
            command,
            "npm start -- crash --remediation hpa,limits --users 2000 -c memoryFault=off --seed 7",
        );
        const again = parsed(...pasted(command));
        assert.equal(again.command, command);
    });

    it("say it so that a shell takes it as it was", () => {
        const args = [
            "--remediation",
            "hpa, limits",
            "-c",
            'services={"catalogue":{"replicas":3}}',
        ];
        const asked = parsed(...args);
        assert.deepEqual(parsed(...pasted(asked.command)), asked);
    });

    for (const incident of Object.keys(scenarios)) {
        it(`know ${incident}, with which page goes where`, () => {
            assert.equal(parsed(incident).report, `reports/${incident}.html`);
        });
    }
});

describe("wrong arguments of npm start", () => {
    const cases: readonly (readonly [args: string, ...expected: readonly RegExp[]])[] = [
        [
            "hybird",
            /no incident "hybird"/,
            new RegExp(Object.keys(scenarios).join(", ")),
            /mean hybrid\?/,
        ],
        ["none", /nothing to rehearse/, /npm start -- hybrid/],
        ["hybrid crash", /too many arguments/i, /--help/],
        ["--user 5", /unknown option '--user'/, /Did you mean --users\?/, /--help/],
        ["--users 0", /--users "0": must be a whole number from 1 to 10000/, /--help/],
        ["--users many", /--users "many": .* from 1 to 10000/],
        ["--users 9999 --duration 30s", /only 1500 users can start/, /--spawn-rate 1336/],
        ["--spawn-rate 2000", /--spawn-rate "2000": .* 1 to 1000/],
        ["--duration 2h", /--duration "2h": .*30s to 1h, like 8m/],
        ["--probes fast", /--probes "fast": allowed: testbed, upstream/],
        ["--images x", /--images "x": allowed: upstream, multiarch/],
        ["--remediation hpa,replicas", /--remediation "hpa,replicas": .*Choose one/],
        [
            "--remediation magic",
            /--remediation "magic": allowed: none, .*hpa, limits, probes, replicas/,
        ],
        ["--seed one", /'--seed <number>' argument 'one' is invalid/, /whole number/],
        ["--remediation restart --fix-at before", /restart: is a response.*--fix-at detection/],
        ["--fix-at later", /before, start, detection, or a time like 90s or 2m/],
        ["--seeds 0", /whole number from 1 to 100/],
        ["--host-speed slow", /Allowed choices are published, lab/],
        ["-c users=5", /Use --users/],
        ["-c incident=crash", /Say it first: npm start -- crash/],
        ["-c nonsense=1", /-c nonsense "1": no such key/],
        ["-c frontEndReplicas=99", /-c frontEndReplicas "99": .* 2 to 10/],
        ["-c memoryFault", /key=value/],
        ["hybrid -c memoryFault=200Mi", /hybrid sets no memory limit/],
        ["-c baseStack=dev", /shop of its own/],
        [
            "-c latencySource=apm -c observability=full",
            /-c latencySource "apm": traces need an agent that takes them\. Switch it on: -c apm=true\.$/m,
        ],
        [
            "--remediation restore",
            /--remediation "restore": here hybrid is load only, .* Choose another one: hpa, [^:]*\.$/m,
        ],
    ];

    for (const [args, ...expected] of cases) {
        it(`${args} is refused with the way out`, () => {
            const text = refusal(...args.split(" "));
            for (const pattern of expected) {
                assert.match(text, pattern);
            }
            assert.doesNotMatch(text, /pulumi config/);
        });
    }

    it("are all named at once", () => {
        const text = refusal("--users", "0", "--probes", "fast");
        assert.match(text, /--users/);
        assert.match(text, /--probes/);
    });
});
