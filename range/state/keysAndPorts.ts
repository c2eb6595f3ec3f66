/** What a range that is taken up again has to have in common with the one before. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { freePort, isFree } from "../controlPlane/ports";

const schema = z.object({
    /** Of the API server. */
    serverPort: z.number(),
    /** Of Datadog's API. */
    datadogPort: z.number(),
    apiKey: z.string(),
    appKey: z.string(),
    guestAppKey: z.string(),
});

export type KeysAndPorts = Readonly<z.infer<typeof schema>>;

/** Makes them new, or takes up those in the folder; throws when a port of theirs is taken. */
export async function keysAndPorts(directory: string): Promise<KeysAndPorts> {
    const file = join(directory, "keys-and-ports.json");
    if (existsSync(file)) {
        const kept = schema.parse(JSON.parse(readFileSync(file, "utf8")));
        for (const port of [kept.serverPort, kept.datadogPort]) {
            await requireFree(port, directory);
        }
        return kept;
    }
    const [serverPort, datadogPort] = [await freePort(), await freePort()];
    const made = {
        serverPort,
        datadogPort,
        // As long as Datadog's own, in the same digits.
        apiKey: randomBytes(16).toString("hex"),
        appKey: randomBytes(20).toString("hex"),
        guestAppKey: randomBytes(20).toString("hex"),
    };
    writeFileSync(file, `${JSON.stringify(made, undefined, 4)}\n`, { mode: 0o600 });
    return made;
}

async function requireFree(port: number, directory: string): Promise<void> {
    if (!(await isFree(port))) {
        throw new Error(
            `Port ${port}, which the range in ${directory} had before, is taken by another ` +
                "program now. End that one, or start a new range.",
        );
    }
}
