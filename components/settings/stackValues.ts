import * as pulumi from "@pulumi/pulumi";

/** The values of this project's keys in force, by key, as text; the engine adds the defaults. */
export function stackValues(): Readonly<Record<string, string>> {
    const prefix = `${pulumi.getProject()}:`;
    const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) =>
        key.startsWith(prefix),
    );
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}
