/** What another terminal needs to use a range, in its shell's own words. */
import { devNull } from "node:os";

import type { RunningRange } from "../../range/state/runningRanges";

export const shells = ["sh", "powershell"] as const;
export type Shell = (typeof shells)[number];

/** Lines that set the variables, to be evaluated. */
export function environmentText(range: RunningRange, shell: Shell): string {
    const set = setters[shell];
    return Object.entries(environmentOf(range))
        .map(([name, value]) => set(name, value))
        .join("\n");
}

/**
 * Lines that keep a shell from taking its own cluster for a range that there is not, and that fail
 * where they are evaluated.
 */
export function noEnvironmentText(shell: Shell): string {
    const nowhere = setters[shell]("KUBECONFIG", devNull);
    return `${nowhere}\n${shell === "sh" ? "false" : "throw 'There is no range to use.'"}`;
}

/** As kubectl, the Pulumi program, Datadog's provider and its official clients read them. */
export function environmentOf(range: RunningRange): Readonly<Record<string, string>> {
    return {
        KUBECONFIG: range.kubeconfigPath,
        DD_HOST: range.datadogUrl,
        DATADOG_HOST: range.datadogUrl,
        DD_API_KEY: range.apiKey,
        DD_APP_KEY: range.appKey,
    };
}

/** Each of them ends a text in single quotes there, typographic ones too; doubled it stands for itself. */
const powershellQuote = /['\u2018-\u201b]/g;

const setters: Readonly<Record<Shell, (name: string, value: string) => string>> = {
    sh: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
    powershell: (name, value) => `$env:${name} = '${value.replace(powershellQuote, "$&$&")}'`,
};
