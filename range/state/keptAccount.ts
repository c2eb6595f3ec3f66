/** The Datadog account of a range that is kept. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({
    /** As the account gives it, and takes it back. */
    account: z.unknown(),
    /** What the stack has made there. */
    resources: z.array(
        z.object({
            key: z.string(),
            inputs: z.record(z.string(), z.unknown()),
            id: z.string(),
        }),
    ),
});

export type KeptAccountFile = z.infer<typeof schema>;

const fileName = "datadog.json";

/** Undefined when nothing was kept there: the range before was killed, or is the first. */
export function readAccount(directory: string): KeptAccountFile | undefined {
    const file = join(directory, fileName);
    return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

export function writeAccount(directory: string, kept: KeptAccountFile): void {
    writeFileSync(join(directory, fileName), JSON.stringify(kept), { mode: 0o600 });
}
