/** What another terminal needs to use a range, in its shell's own words. */
import { devNull } from "node:os";

import { accessVariables } from "../../range/accessVariables";
import type { RunningRange } from "../../range/state/runningRanges";

export const shells = ["sh", "powershell"] as const;
export type Shell = (typeof shells)[number];

/** Lines that set the variables, to be evaluated. */
export function environmentText(range: RunningRange, shell: Shell): string {
    const set = setters[shell];
    return Object.entries(accessVariables(range))
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

/** Each of them ends a text in single quotes there, typographic ones too; doubled it stands for itself. */
const powershellQuote = /['\u2018-\u201b]/g;

/** A line that sets a variable, whatever stands in its value. */
export const setters: Readonly<Record<Shell, (name: string, value: string) => string>> = {
    sh: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
    powershell: (name, value) => `$env:${name} = '${value.replace(powershellQuote, "$&$&")}'`,
};
