import assert from "node:assert/strict";

import { parseSettings } from "../../../../components/settings/parse";
import { problemText } from "../../../../components/settings/problem";
import { renderPlan } from "../../../../plan/render";
import { scenarios } from "../../../../scenarios/registry";
import type { Scenario } from "../../../../scenarios/scenario";

const allIncidents = ["none", ...Object.keys(scenarios)].join(", ");

type Values = Readonly<Record<string, string>>;

const whole = (min: number, max: number): string => `whole number from ${min} to ${max}`;

/** Settings that must be refused, and what the message must name: the key, the way out. */
const bad: readonly (readonly [Values, string, string])[] = [
    [{ incident: "crsh" }, "incident", `${allIncidents}. Did you mean crash?`],
    [{ incident: "" }, "incident", allIncidents],
    [{ incident: "CRASH" }, "incident", allIncidents],
    [{ incident: "crash,hybrid" }, "incident", allIncidents],
    [
        { incident: "hybrid", remediation: "hpq" },
        "remediation",
        "hpa, limits, probes, replicas, restart, restore",
    ],
    [{ incident: "hybrid", remediation: "" }, "remediation", "allowed: none"],
    [{ incident: "hybrid", remediation: "none,hpa" }, "remediation", "allowed: none"],
    [{ incident: "hybrid", remediation: "hpa,replicas" }, "remediation", "Choose one"],
    [{ incident: "hybrid", remediation: "replicas, hpa" }, "remediation", "Choose one"],
    [{ incident: "hybrid", remediation: "restore" }, "remediation", "hybrid is load only"],
    [{ incident: "latency", remediation: "limits,restore" }, "remediation", "latency is load only"],
    [
        { incident: "crash", memoryFault: "off", remediation: "restore" },
        "remediation",
        "pulumi up --refresh -c incident=none",
    ],
    [
        { incident: "crash", baseStack: "dev", remediation: "restore" },
        "remediation",
        "in a stack of its own crash is load only",
    ],
    [
        { incident: "payment", baseStack: "dev", remediation: "limits,restore" },
        "remediation",
        "pulumi up -s dev -c remediation=limits.",
    ],
    [{ incident: "hybrid", users: "0" }, "users", whole(1, 10000)],
    [{ incident: "hybrid", users: "-5" }, "users", whole(1, 10000)],
    [{ incident: "hybrid", users: "abc" }, "users", whole(1, 10000)],
    [{ incident: "hybrid", users: "7.5" }, "users", whole(1, 10000)],
    [{ incident: "hybrid", users: "1e3" }, "users", whole(1, 10000)],
    [{ incident: "hybrid", users: "10001" }, "users", whole(1, 10000)],
    [{ incident: "hybrid", users: "0x10" }, "users", whole(1, 10000)],
    [{ incident: "payment", users: "10000" }, "users", "only 120 users can start within 120 s"],
    [{ incident: "hybrid", spawnRate: "0" }, "spawnRate", whole(1, 1000)],
    [{ incident: "hybrid", spawnRate: "1001" }, "spawnRate", whole(1, 1000)],
    [{ incident: "hybrid", duration: "8" }, "duration", "from 30s to 1h, like 8m"],
    [{ incident: "hybrid", duration: "8 minutes" }, "duration", "from 30s to 1h"],
    [{ incident: "hybrid", duration: "29s" }, "duration", "from 30s to 1h"],
    [{ incident: "hybrid", duration: "61m" }, "duration", "from 30s to 1h"],
    [{ incident: "hybrid", duration: "-8m" }, "duration", "from 30s to 1h"],
    [{ incident: "hybrid", duration: "8m30" }, "duration", "from 30s to 1h"],
    [{ incident: "hybrid", run: "two words" }, "run", "up to 63 letters"],
    [{ incident: "hybrid", run: "x".repeat(64) }, "run", "up to 63 letters"],
    [{ incident: "hybrid", blind: "maybe" }, "blind", "true, false"],
    [{ incident: "hybrid", overlap: "1" }, "overlap", "true, false"],
    [{ incident: "hybrid", gate: "open" }, "gate", "off, pods, http"],
    [{ incident: "hybrid", gateTimeout: "" }, "gateTimeout", "from 10s to 1h"],
    [{ incident: "hybrid", gateTimeout: "1s" }, "gateTimeout", "from 10s to 1h"],
    [{ incident: "crash", expireAfter: " " }, "expireAfter", "from 1m to 24h"],
    [{ incident: "crash", expireAfter: "30" }, "expireAfter", "from 1m to 24h"],
    [{ incident: "crash", expireAfter: "10s" }, "expireAfter", "from 1m to 24h"],
    [{ incident: "crash", memoryFault: "127Mi" }, "memoryFault", "128Mi to 999Mi, or off"],
    [{ incident: "crash", memoryFault: "1Gi" }, "memoryFault", "128Mi to 999Mi, or off"],
    [{ incident: "crash", memoryFault: "low" }, "memoryFault", "128Mi to 999Mi, or off"],
    [{ incident: "hybrid", memoryFault: "200Mi" }, "memoryFault", "hybrid sets no memory limit"],
    [
        { incident: "crash", memoryFault: "200Mi", baseStack: "dev" },
        "memoryFault",
        "pulumi up -s dev -c incident=crash",
    ],
    [{ baseStack: "dev" }, "baseStack", "needs an incident"],
    [
        { incident: "hybrid", baseStack: "dev", remediation: "limits" },
        "remediation",
        "pulumi up -s dev -c remediation=limits",
    ],
    [
        { incident: "hybrid", baseStack: "dev", observability: "full" },
        "observability",
        "pulumi up -s dev -c observability=full",
    ],
    [{ frontEndReplicas: "1" }, "frontEndReplicas", whole(2, 10)],
    [{ frontEndReplicas: "11" }, "frontEndReplicas", whole(2, 10)],
    [{ probes: "up" }, "probes", "testbed, upstream"],
    [{ images: "arm" }, "images", "upstream, multiarch"],
    [{ namespace: "Sock_Shop" }, "namespace", "a DNS label"],
    [{ namespace: "" }, "namespace", "a DNS label"],
    [{ nodePort: "80" }, "nodePort", whole(30000, 32767)],
    [{ kubeContext: " " }, "kubeContext", "a context of your kubeconfig"],
    [{ allowContexts: "staging" }, "allowContexts", "not valid JSON"],
    [{ allowContexts: "[1]" }, "allowContexts", "list of names"],
    [{ networkPolicies: "yes" }, "networkPolicies", "true, false"],
    [{ metricsServer: "on" }, "metricsServer", "true, false"],
    [{ observability: "some" }, "observability", "none, resources, full"],
    [{ savedViews: "no" }, "savedViews", "true, false"],
    [{ datadogSite: "us9.datadoghq.com" }, "datadogSite", "us5.datadoghq.com"],
    [{ notify: "sre" }, "notify", "@slack-sre"],
    [{ runbooks: "docs/runbooks" }, "runbooks", "the URL of the folder"],
    [{ runbooks: "https://git.example/@sre" }, "runbooks", "the URL of the folder"],
    [{ latencySource: "traces" }, "latencySource", "openmetrics, logs, apm"],
    [{ latencySource: "apm", observability: "full" }, "latencySource", "config set apm true"],
    [{ apm: "on" }, "apm", "true, false"],
    [{ usm: "on" }, "usm", "true, false"],
    [{ muteMonitors: "8m" }, "muteMonitors", "true, false"],
    [{ team: "SRE Team" }, "team", "lower-case letters"],
    [{ datadogEnv: "" }, "datadogEnv", "lower-case letters"],
    [{ services: "{" }, "services", "not valid JSON"],
    [{ services: '{"cart":{"replicas":2}}' }, "services", "front-end, catalogue"],
    [{ services: '{"carts":{"replicas":0}}' }, "services", "carts.replicas"],
    [{ services: '{"carts":{"cpu":"1"}}' }, "services", "image, replicas (1 to 20)"],
    [
        { services: '{"carts":{"resources":{"limits":{"memory":"lots"}}}}' },
        "services",
        "carts.resources.limits.memory: must be a memory quantity",
    ],
    [{ services: '{"carts":{"resources":{"limits":{"cpu":"0"}}}}' }, "services", "CPU quantity"],
    [
        { services: '{"front-end":{"resources":{"limits":{"cpu":"50m"}}}}' },
        "services",
        "front-end would request cpu 100m, more than its limit of 50m",
    ],
    [
        {
            services:
                '{"front-end":{"resources":{"requests":{"cpu":"500m"},"limits":{"cpu":"1"}}}}',
        },
        "services",
        "front-end would request cpu 500m, more than its limit of 400m",
    ],
    [
        { remediation: "replicas", services: '{"front-end":{"replicas":2}}' },
        "services",
        "own the replica count",
    ],
    [{ incidnet: "hybrid" }, "incidnet", "no such key. Did you mean incident?"],
    [{ incident: "hybrid", colour: "red" }, "colour", "no such key"],
];

describe("bad settings", () => {
    for (const [values, key, meaning] of bad) {
        it(`${JSON.stringify(values)} is refused, with the way out`, () => {
            const { problems } = parseSettings(values, scenarios);
            const own = problems.filter((problem) => problem.key === key);
            assert.equal(own.length, 1, JSON.stringify(problems));
            const message = own.map((problem) => problemText(problem)).join();
            assert.ok(message.startsWith(key), message);
            assert.ok(message.includes(meaning), message);
            assert.ok(message.includes(`pulumi config rm ${key}`), message);
        });
    }

    it("are all reported at once, before any resource is registered", async () => {
        const values = { incident: "hybrid", users: "none", duration: "soon", probes: "fast" };
        await assert.rejects(renderPlan(values), (error: Error) =>
            ["users", "duration", "probes"].every((key) => error.message.includes(`- ${key} = `)),
        );
    });
});

describe("good settings", () => {
    it("override the incident's own load", () => {
        const values = { incident: "hybrid", users: "900", spawnRate: "90", duration: "1m30s" };
        const { settings, problems } = parseSettings(values, scenarios);
        assert.deepEqual(problems, []);
        assert.deepEqual(settings.incident?.load, {
            users: 900,
            spawnRate: 90,
            durationSeconds: 90,
        });
    });

    it("accept the bounds themselves", () => {
        for (const values of [
            { users: "1", spawnRate: "1000", duration: "30s" },
            { users: "10000", spawnRate: "3", duration: "1h" },
            { users: "30", spawnRate: "1", duration: "30s" },
        ]) {
            const { problems } = parseSettings({ incident: "hybrid", ...values }, scenarios);
            assert.deepEqual(problems, []);
        }
    });

    it("take a whole number of CPUs, of which `pulumi config set --path` makes a number", () => {
        const values = { services: '{"carts":{"resources":{"limits":{"cpu":1}}}}' };
        const { settings, problems } = parseSettings(values, scenarios);
        assert.deepEqual(problems, []);
        assert.equal(settings.services.carts?.resources?.limits?.cpu, "1");
    });

    it("take a list of remediations in any order, with spaces and repeats", () => {
        const { settings, problems } = parseSettings(
            { remediation: " limits, hpa,limits" },
            scenarios,
        );
        assert.deepEqual(problems, []);
        assert.deepEqual(settings.remediations, ["hpa", "limits"]);
    });

    it("write a list of remediations always in the same order", () => {
        const read = (remediation: string): string =>
            parseSettings(
                { incident: "crash", remediation },
                scenarios,
            ).settings.remediations.join();
        assert.equal(
            read("restore,restart,replicas,probes,limits"),
            read("probes,limits,restore,replicas,restart"),
        );
        assert.equal(read("restore,limits"), "limits,restore");
    });

    it("restore what an incident's own stack has broken, from that stack", () => {
        const values = { incident: "payment", baseStack: "dev", remediation: "restore" };
        assert.deepEqual(parseSettings(values, scenarios).problems, []);
    });
});

describe("a load that goes on after its fault is undone", () => {
    const said = (values: Values): readonly string[] => parseSettings(values, scenarios).warnings;

    it("is warned of, with how to have both last", () => {
        const [warning, ...more] = said({ incident: "payment", duration: "1h" });
        assert.deepEqual(more, []);
        assert.match(warning ?? "", /payment is undone before its load of 1h is over/);
        const [close] = said({ incident: "payment", duration: "1h", expireAfter: "65m" });
        assert.match(close ?? "", /payment may be undone before/, "what comes before the load?");
        const mend = /pulumi config set expireAfter (\w+)$/.exec(warning ?? "")?.[1] ?? "";
        assert.deepEqual(said({ incident: "payment", duration: "1h", expireAfter: mend }), []);
    });

    it("is none where there is no fault, nor by default", () => {
        assert.deepEqual(said({ incident: "hybrid", duration: "1h" }), []);
        assert.deepEqual(said({ incident: "crash", memoryFault: "off", duration: "1h" }), []);
        for (const incident of Object.keys(scenarios)) {
            assert.deepEqual(said({ incident }), []);
        }
    });
});

describe("recovery", () => {
    it("has nothing to restore any more, keeps the other fixes, and says what to write", () => {
        const left = { remediation: "restore,limits" };
        const { problems, settings, warnings } = parseSettings(left, scenarios);
        assert.deepEqual(problems, []);
        assert.deepEqual(settings.remediations, ["limits"]);
        assert.match(warnings.join(), /restore but there is no incident.*set remediation limits$/);
    });

    it("ignores what an ended incident left behind, and says how to remove it", () => {
        const left = { users: "abc", spawnRate: "0", duration: "x", run: "a b", memoryFault: "1" };
        const { problems, warnings } = parseSettings(left, scenarios);
        assert.deepEqual(problems, []);
        assert.equal(warnings.length, 5);
        for (const [index, key] of Object.keys(left).entries()) {
            assert.ok(warnings[index]?.includes(`pulumi config rm ${key}`));
        }
    });
});

describe("an incident in a stack of its own", () => {
    it("says which of its faults it cannot set, and where they can be", () => {
        const said = (incident: string): readonly string[] => {
            const values = { incident, baseStack: "dev" };
            const { problems, warnings } = parseSettings(values, scenarios);
            assert.deepEqual(problems, []);
            return warnings;
        };
        // Of a pod template a patch would leave holes when it is taken away: its fields have no defaults.
        const inTemplates: readonly string[] = ["memory", "cpu", "limits", "probes", "image"];
        const owners = Object.values<Scenario>(scenarios).map(({ id, faults }) => {
            const kept = faults.filter(({ kind }) => inTemplates.includes(kind));
            return [id, kept.map(({ service }) => service)] as const;
        });
        assert.ok(owners.filter(([, services]) => services.length > 0).length >= 4);
        for (const [incident, [service]] of owners) {
            const [warning = "", ...more] = said(incident);
            assert.deepEqual(more, []);
            assert.match(
                warning,
                service === undefined
                    ? /^$/
                    : new RegExp(`load only.*owns ${service}\\..* -s dev -c incident`),
            );
        }
    });
});
