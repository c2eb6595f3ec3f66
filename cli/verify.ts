import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import { readerOf } from "../live/snapshot/apiServer";
import { awaitWhole } from "../live/snapshot/awaitWhole";
import { observeShop } from "../live/snapshot/observe";
import { defaultFile, readSnapshot } from "../live/snapshot/snapshotFile";
import { verdictText } from "../live/snapshot/text";
import { judge } from "../live/snapshot/verdict";
import type { Place } from "../live/snapshot/place";
import { clusterCommand } from "./clusterOptions";
import { onceOnly } from "./onceOnly";
import type { Output } from "./output";
import { fromCaller } from "./paths";
import { run } from "./run";
import { durationSeconds } from "./values";
import { exitCodesText, toldWhether } from "./wholeness";

interface VerifyOptions extends Place {
    readonly snapshot?: string;
    /** Seconds. */
    readonly wait?: number;
    readonly json?: true;
}

/** Says whether the shop is whole; resolves to the exit code, also when that cannot be told. */
export function verify(args: readonly string[], say: Output): Promise<number> {
    return toldWhether(() => isWhole(optionsIn(args), say), say);
}

function optionsIn(args: readonly string[]): VerifyOptions {
    const which = "the snapshot (default: snapshots/<context>-<namespace>.json)";
    const wait = "look again until it is, or for that long";
    return onceOnly(
        clusterCommand("verify", "Says whether the shop is as it was in its snapshot.")
            .option("--snapshot <file>", which, fromCaller)
            .option("--wait <duration>", wait, durationSeconds)
            .option("--json", "print the verdict as JSON"),
    )
        .addHelpText("after", exitCodesText)
        .exitOverride()
        .parse(args, { from: "user" })
        .opts<VerifyOptions>();
}

async function isWhole(options: VerifyOptions, say: Output): Promise<boolean> {
    const { wait, json } = options;
    const snapshot = readSnapshot(options.snapshot ?? defaultFile(options), options);
    const reader = readerOf(options.context);
    const { verdict, elapsedSeconds } = await awaitWhole(
        async () => judge(snapshot, await observeShop(reader, options.namespace), options),
        {
            seconds: wait ?? 0,
            pollSeconds: 2,
            // Not among the verdict's lines, which may go into a file.
            report: (elapsed, state) => {
                say.error(`${elapsed} s: ${state}`);
            },
            now: () => performance.now(),
            sleep: (seconds) => sleep(seconds * 1000),
        },
    );
    if (json) {
        const { takenAt, hash, forced } = snapshot;
        const document = { ...verdict, elapsedSeconds, snapshot: { takenAt, hash, forced } };
        say.log(JSON.stringify(document, undefined, 2));
    } else {
        const waited = wait === undefined ? undefined : elapsedSeconds;
        say.log(verdictText(verdict, snapshot, options, waited));
    }
    return verdict.isWhole;
}

if (require.main === module) {
    run(async () => {
        process.exitCode = await verify(process.argv.slice(2), console);
    });
}
