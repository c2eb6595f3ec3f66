import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseSettings } from "../../components/settings/parse";
import { type Finding, isRefused } from "../../datadog/check/finding";
import { checkView } from "../../datadog/check/monitor";
import { documented, shopContext } from "../../pages/documented";
import { runbookSections, type RunbookStep } from "../../scenarios/observation";
import type { ScenarioRegistry } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import { names } from "../../shop/names";
import { serviceNames } from "../../shop/services";
import { projectFolder } from "../../tools/projectFolder";

const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
};

/**
 * What is wrong with the steps of a runbook: monitors, searches and commands that lead nowhere.
 * @param known ids of the monitors that there are
 */
export function runbookProblems(
    { runbook }: Scenario,
    registry: ScenarioRegistry,
    known: readonly string[],
): readonly string[] {
    return runbookSections.flatMap((section) => {
        const steps: readonly RunbookStep[] = runbook[section];
        return steps.flatMap((step) =>
            stepProblems(step, known, registry).map(
                (problem) => `${section}, "${step.say}": ${problem}`,
            ),
        );
    });
}

function stepProblems(
    { monitor, logs, events, run }: RunbookStep,
    known: readonly string[],
    registry: ScenarioRegistry,
): readonly string[] {
    const inNamespace = `kube_namespace:${documented.namespace}`;
    const views: readonly Finding[] = [
        ...(logs === undefined ? [] : checkView(`${inNamespace} ${logs}`, "logs", shopContext)),
        ...(events === undefined
            ? []
            : checkView(`${events} ${inNamespace}`, "events", shopContext)),
    ];
    return [
        ...(monitor === undefined || known.includes(monitor)
            ? []
            : [`there is no monitor ${monitor}; there are ${known.join(", ")}`]),
        ...views.filter(isRefused).map(({ reason }) => reason),
        ...(run === undefined ? [] : commandProblems(run, registry)),
    ];
}

/** A command has to work in any shell, PowerShell included, and to name what is there. */
function commandProblems(command: string, registry: ScenarioRegistry): readonly string[] {
    if (/['"|;&$\\\n]/.test(command)) {
        return [`\`${command}\` needs a certain shell: write it without quotes, pipes and $`];
    }
    const [program = "", , script = ""] = command.split(" ");
    switch (program) {
        case "pulumi": {
            const pairs = [...command.matchAll(/-c (\w+)=(\S+)/g)];
            const values = Object.fromEntries(
                pairs.map(([, key = "", value = ""]): [string, string] => [key, value]),
            );
            return parseSettings(values, registry).problems.map(
                ({ key, why }) => `\`${command}\`: ${key}: ${why}`,
            );
        }
        case "npm":
            return script in scripts ? [] : [`package.json has no script "${script}"`];
        default: {
            const known: readonly string[] = [
                ...serviceNames,
                ...serviceNames.map((service) => names.autoscaler(service)),
                ...serviceNames.map((service) => names.egressPolicy(service)),
            ];
            const [, name = ""] =
                /(?:(?:deployment|hpa|networkpolicy)[/ ]|name=)(\S+)/.exec(command) ?? [];
            return command.startsWith(`kubectl -n ${documented.namespace} `) && known.includes(name)
                ? []
                : [
                      `\`${command}\` is neither pulumi, nor npm run, nor ` +
                          `kubectl -n ${documented.namespace} with a Deployment or name=<service>`,
                  ];
        }
    }
}
