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

/** The problem for those who work with the Pulumi CLI. */
export function problemText({ key, value, why, waysOut }: SettingProblem): string {
    const shown = value === undefined ? key : `${key} = ${JSON.stringify(value)}`;
    const ways = [...waysOut, { say: "Remove it with", run: `pulumi config rm ${key}` }];
    return `${shown}: ${why} ${ways.map(pulumiText).join(". ")}`;
}

function pulumiText(way: WayOut): string {
    return `${way.say}: ${"set" in way ? `pulumi config set ${way.set} ${way.to}` : way.run}`;
}
