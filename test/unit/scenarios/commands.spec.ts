/** What a runbook has people do by hand is what the setting that it names does. */
import assert from "node:assert/strict";

import { deltaOf } from "../../../plan/delta";
import { titleOf } from "../../../plan/inventory";
import { planOf } from "../../support/planOf";
import { scenarios } from "../../../scenarios/registry";

const container = "spec.template.spec.containers.0";

/** What a command makes of a Deployment's fields, or removes; undefined when it only looks. */
function effectOf(command: string): readonly string[] | undefined {
    const [program, , namespace, verb = "", ...rest] = command.split(" ");
    const looks =
        ["get", "describe", "logs", "top"].includes(verb) ||
        rest[0] === "history" ||
        / exec \S+ -- wget -T \d+ -qO- \S+$/.test(command) ||
        / exec \S+ -c rabbitmq -- rabbitmqctl list_queues( \w+)*$/.test(command);
    if (program !== "kubectl" || looks) {
        return undefined;
    }
    assert.equal(namespace, "sock-shop");
    const [, service = ""] = /deployment\/(\S+)/.exec(command) ?? [];
    const on = (field: string): string => `Deployment ${service}: ${field}`;
    const count = /^scale deployment\/\S+ --replicas=(\d+)$/.exec([verb, ...rest].join(" "))?.[1];
    if (count !== undefined) {
        return [on(`spec.replicas ${count}`)];
    }
    const limits = /^set resources deployment\/\S+ --limits=(\S+)$/.exec([verb, ...rest].join(" "));
    if (limits !== null) {
        return (limits[1] ?? "")
            .split(",")
            .map((limit) => on(`${container}.resources.limits.${limit.replace("=", " ")}`));
    }
    const gone = /^delete networkpolicy (\S+)$/.exec([verb, ...rest].join(" "))?.[1];
    if (gone !== undefined) {
        return [`NetworkPolicy ${gone} removed`];
    }
    assert.match(command, /rollout restart deployment\/\S+$/, "an unknown command");
    return [on("spec.template.metadata.annotations")];
}

/** The same of a remediation, on top of another one; notes of the stack itself aside. */
async function differenceOf(incident: string, before: string, after: string): Promise<string[]> {
    const { changed, removed } = deltaOf(
        await planOf({ incident, remediation: before }),
        await planOf({ incident, remediation: after }),
    );
    const fields = changed
        .filter(({ resource }) => resource.type.endsWith(":Deployment"))
        .flatMap(({ resource, changes }) =>
            changes
                .filter(({ path }) => !path.startsWith("metadata.annotations."))
                .map(({ path, after: value }) => {
                    const isPlain = typeof value === "string" || typeof value === "number";
                    const shown = isPlain ? ` ${value}` : "";
                    return `${titleOf(resource)}: ${path}${shown}`;
                }),
        );
    return [...fields, ...removed.map((resource) => `${titleOf(resource)} removed`)];
}

for (const { id, runbook } of Object.values(scenarios)) {
    describe(`the commands of ${id}'s runbook`, () => {
        it("do what the setting beside them does, if they change anything", async () => {
            let before = "none";
            for (const { run = "", remediation } of runbook.remediate) {
                if (run.startsWith("pulumi ")) {
                    // It is the setting itself.
                    assert.match(run, new RegExp(` -c remediation=${remediation}( |$)`));
                    before = remediation ?? before;
                    continue;
                }
                const effect = effectOf(run);
                assert.equal(effect === undefined, remediation === undefined, run);
                if (effect !== undefined && remediation !== undefined) {
                    const difference = await differenceOf(id, before, remediation);
                    assert.deepEqual(difference.sort(), [...effect].sort());
                    before = remediation;
                }
            }
        });

        it("change nothing in any other section", () => {
            for (const section of ["detect", "diagnose", "assess", "prevent"] as const) {
                assert.ok(runbook[section].every(({ run = "" }) => effectOf(run) === undefined));
            }
        });
    });
}
