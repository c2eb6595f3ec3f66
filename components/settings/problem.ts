/** A way out: a setting to set, or a command of the Pulumi CLI. */
export type WayOut = { readonly say: string } & (
    { readonly set: string; readonly to: string } | { readonly run: string }
);

/** What is wrong with one key. Whoever tells it words the ways out: as a command or as an option. */
export interface SettingProblem {
    readonly key: string;
    /** As it was given; undefined: it was not. */
    readonly value: string | undefined;
    /** What is wrong or allowed, in whole sentences. */
    readonly why: string;
    /** Beside leaving the key out. */
    readonly waysOut: readonly WayOut[];
}

/**
 * The problem for those who work with the Pulumi CLI. Commands name the stack where one is given:
 * an incident's own stack is seldom the selected one, and the same commands would end the shop there.
 */
export function problemText(
    { key, value, why, waysOut }: SettingProblem,
    ownStack?: string,
): string {
    const shown = value === undefined ? key : `${key} = ${JSON.stringify(value)}`;
    const ways = [...waysOut, { say: "Remove it with", run: `pulumi config rm ${key}` }];
    return `${shown}: ${why} ${ways.map((way) => pulumiText(way, ownStack)).join(". ")}`;
}

function pulumiText(way: WayOut, ownStack: string | undefined): string {
    const command = "set" in way ? `pulumi config set ${way.set} ${way.to}` : way.run;
    const isNamed = ownStack === undefined || command.includes(" -s ");
    return `${way.say}: ${isNamed ? command : `${command} -s ${ownStack}`}`;
}
