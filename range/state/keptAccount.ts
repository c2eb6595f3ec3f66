/** The Datadog account of a range that is kept: written while it runs, for a range that is killed. */
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

import { messageOf } from "../../tools/messageOf";
import { replaceFile } from "../../tools/replaceFile";

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

/** What a killed range may have lost at most, in ms. */
const intervalMs = 5000;

/**
 * Undefined when nothing was kept there, and for a file that cannot be used: that one is named, and
 * put aside before it is written over.
 * @param check throws when an account would not take it back
 */
export function readAccount(
    directory: string,
    check: (account: unknown) => void,
    report: (text: string) => void,
): KeptAccountFile | undefined {
    const file = join(directory, fileName);
    if (!existsSync(file)) {
        return undefined;
    }
    try {
        const kept = schema.parse(JSON.parse(readFileSync(file, "utf8")));
        check(kept.account);
        return kept;
    } catch (error) {
        const aside = `${file}.unreadable`;
        renameSync(file, aside);
        report(
            `What was kept of the Datadog account cannot be read; the range begins with an empty ` +
                `one. The file is now ${aside}. ${messageOf(error)}`,
        );
        return undefined;
    }
}

/** Writes an account whenever it has changed, until it is stopped. */
export class AccountKeeper {
    private readonly timer: NodeJS.Timeout;
    private written = "";
    private isFailing = false;

    constructor(
        private readonly directory: string,
        private readonly take: () => KeptAccountFile,
        private readonly report: (text: string) => void,
        periodMs = intervalMs,
    ) {
        this.timer = setInterval(() => {
            this.write();
        }, periodMs);
    }

    stop(): Promise<void> {
        clearInterval(this.timer);
        this.write();
        return Promise.resolve();
    }

    /** The range lives on without it: a full disk is said once, and when there is room again. */
    private write(): void {
        const file = join(this.directory, fileName);
        try {
            const text = JSON.stringify(this.take());
            if (text !== this.written) {
                replaceFile(file, text, 0o600);
                this.written = text;
            }
            if (this.isFailing) {
                this.report(`The Datadog account is kept again in ${file}.`);
            }
            this.isFailing = false;
        } catch (error) {
            if (!this.isFailing) {
                this.report(`The Datadog account is not kept: ${file}: ${messageOf(error)}`);
            }
            this.isFailing = true;
        }
    }
}
