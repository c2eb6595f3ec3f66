import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { isRefused } from "../../../datadog/check/finding";
import { checkMonitorQuery, checkView } from "../../../datadog/check/monitor";
import { parseMonitorQuery } from "../../../datadog/query/parse";
import { runbookPage } from "../../../pages/runbook";
import { parseSettings } from "../../../components/settings/parse";
import { names } from "../../../shop/names";
import { serviceNames } from "../../../shop/services";
import { runbookSections } from "../../../scenarios/observation";
import { registryOf, scenarios } from "../../../scenarios/registry";
import type { FixUse } from "../../../scenarios/scenario";
import { rejected } from "../../../pages/rejected";
import { documentedMonitors } from "../../../pages/documented";
import { leftovers, pathOf, runbookKind, runbookText } from "../../../pages/generated";
import { context } from "../components/observability/scope";

const runbookOf = (id: string): string => readFileSync(pathOf(`docs/runbooks/${id}.md`), "utf8");

const known = documentedMonitors(Object.values(scenarios));

const packageFile = JSON.parse(
    readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8"),
) as { readonly scripts: Readonly<Record<string, string>> };

/** The contents of the fenced blocks of that language. */
function blocks(page: string, language: string): readonly string[] {
    const fenced = new RegExp(`\`\`\`${language}\\n([^\`]*)\\n\`\`\``, "g");
    return [...page.matchAll(fenced)].map(([, text]) => text ?? "");
}

/** Commands of a page: those in blocks, and `pulumi …` in the text. */
function commands(page: string): readonly string[] {
    return [
        ...blocks(page, "sh"),
        ...[...page.matchAll(/`(pulumi [^`]+)`/g)].map(([, text]) => text ?? ""),
    ];
}

function checkQuery(text: string): readonly unknown[] {
    const findings = text.startsWith("source:kubernetes")
        ? checkView(text, "events", context)
        : text.startsWith("kube_namespace:")
          ? checkView(text, "logs", context)
          : checkMonitorQuery(text, context);
    return findings.filter(isRefused);
}

/** What is wrong with the settings of a `pulumi up`. */
function settingsProblems(command: string): readonly unknown[] {
    const pairs = [...command.matchAll(/-c (\w+)=(\S+)/g)];
    const values = Object.fromEntries(
        pairs.map(([, key = "", value = ""]): [string, string] => [key, value]),
    );
    assert.ok(pairs.length > 0, command);
    return parseSettings(values, scenarios).problems;
}

for (const { file, text } of runbookKind.files) {
    describe(file, () => {
        it("is what records and catalogue say today (npm run update-runbooks)", async () => {
            assert.equal(readFileSync(pathOf(file), "utf8"), await text());
        });
    });
}

for (const scenario of Object.values(scenarios)) {
    describe(`the runbook of ${scenario.id}`, () => {
        let page: string;

        before(() => {
            page = runbookOf(scenario.id);
        });

        it("detects, diagnoses, assesses, remediates and prevents, in this order", () => {
            const headlines = [...page.matchAll(/^## (.*)$/gm)].map(([, text]) => text ?? "");
            assert.deepEqual(
                headlines.map((one) => one.toLowerCase()),
                [...runbookSections],
            );
        });

        it("names only monitors that exist, and those that must go off", () => {
            const named = [...page.matchAll(/`([a-z][a-z0-9]*(?:-[a-z0-9]+)+)`/g)].map(
                ([, id]) => id ?? "",
            );
            const ids = known.map(({ id }) => id);
            assert.deepEqual(
                named.filter((id) => !ids.includes(id)),
                [],
            );
            for (const { monitor } of scenario.monitors.mustFire) {
                assert.ok(named.includes(monitor), monitor);
            }
        });

        it("shows only queries that can find what they look for", () => {
            const queries = blocks(page, "text");
            assert.ok(queries.length > 2);
            for (const query of queries) {
                assert.deepEqual(checkQuery(query), [], query);
            }
        });

        it("gives commands that the stack and the shop take, in any shell", () => {
            for (const command of commands(page)) {
                assert.doesNotMatch(command, /['"|;&$\\\n]/, command);
                const [program = "", ...rest] = command.split(" ");
                switch (program) {
                    case "pulumi":
                        assert.deepEqual(settingsProblems(command), [], command);
                        break;
                    case "npm":
                        assert.ok((rest[1] ?? "") in packageFile.scripts, command);
                        break;
                    default: {
                        const [, target = ""] =
                            /(?:deployment[/ ]|name=|hpa |networkpolicy )(\S+)/.exec(command) ?? [];
                        const targets: readonly string[] = serviceNames.flatMap((service) => [
                            service,
                            names.autoscaler(service),
                            names.egressPolicy(service),
                        ]);
                        assert.match(command, /^kubectl -n sock-shop /);
                        assert.ok(targets.includes(target), command);
                    }
                }
            }
        });

        it("gives no advice that the record calls wrong, and all that it accepts", () => {
            const [before = "", prevention = ""] = page.split("\n## Prevent\n");
            for (const { action, remediation, serves } of scenario.acceptedFixes) {
                const uses: readonly FixUse[] = serves;
                assert.equal(before.includes(`- ${action}: `), uses.includes("response"), action);
                assert.equal(prevention.includes(`- ${action}: `), uses.includes("prevention"));
                assert.ok(
                    remediation === undefined ||
                        page.includes(`pulumi up -c remediation=${remediation}\``),
                );
            }
            const [, wrong = ""] = page.split("What does not:");
            for (const { action } of scenario.wrongFixes) {
                assert.ok(wrong.includes(action), action);
            }
        });
    });
}

describe("the runbooks", () => {
    it("are one page for each incident, and no page of one that is gone", () => {
        assert.deepEqual(leftovers(runbookKind), []);
    });

    it("refuse a monitor that the catalogue does not have, and name those that it has", () => {
        const [scenario] = Object.values(scenarios);
        assert.ok(scenario);
        const lost = { ...scenario.runbook, detect: [{ say: "Look.", monitor: "no-such-one" }] };
        assert.throws(
            () => runbookPage({ ...scenario, runbook: lost }, known, "sock-shop"),
            /names the monitor "no-such-one", which is none of .*front-end-cpu-usage/,
        );
    });

    it("are derived for a fifth incident as for the others", async () => {
        const more = registryOf(join(__dirname, "..", "..", "fixtures", "incidents"));
        const { outage } = more;
        assert.ok(outage);
        const page = await runbookText(outage, Object.values(more));
        assert.match(page, /^# The catalogue is gone\n/);
        assert.equal(page.match(/^## /gm)?.length, runbookSections.length);
    });

    it("show the query of the monitor as it is deployed", () => {
        const shown = Object.values(scenarios).flatMap(({ id }) => blocks(runbookOf(id), "text"));
        const queries = known.map(({ query }) => query);
        const ofMonitors = shown.filter((text) => !/^(kube_namespace|source):/.test(text));
        assert.ok(ofMonitors.length > 10);
        for (const query of ofMonitors) {
            assert.ok(queries.includes(query), query);
            parseMonitorQuery(query);
        }
    });
});

describe("the page about the monitors", () => {
    const page = readFileSync(pathOf("docs/monitors.md"), "utf8");

    it("shows every monitor with its reason, and every rejected condition", () => {
        for (const { id, query, why } of known) {
            assert.ok(page.includes(`\`${id}\``) && page.includes(query), id);
            assert.ok(page.includes(why.slice(0, 30)), id);
        }
        for (const { original } of rejected) {
            assert.ok(page.includes(original), original);
        }
    });
});
