import { readerOf } from "../live/snapshot/apiServer";
import { shopFigures } from "../live/snapshot/figures";
import { objectionsTo } from "../live/snapshot/objections";
import { observeShop } from "../live/snapshot/observe";
import { defaultFile, snapshotOf, writeSnapshot } from "../live/snapshot/snapshotFile";
import { refusalText, snapshotText } from "../live/snapshot/text";
import { deployment, type Place } from "../live/snapshot/place";
import { clusterCommand } from "./clusterOptions";
import { onceOnly } from "./onceOnly";
import type { Output } from "./output";
import { fromCaller, requireOwnFile } from "./paths";
import { run } from "./run";

interface SnapshotOptions extends Place {
    readonly out?: string;
    readonly force?: true;
}

/** Rejects, with what to do in its message, when no snapshot should be taken. */
export async function snapshot(args: readonly string[], say: Output): Promise<void> {
    const where = "where to write it (default: snapshots/<context>-<namespace>.json)";
    const options = onceOnly(
        clusterCommand("snapshot", "Remembers what the healthy shop looks like.")
            .option("--out <file>", where, fromCaller)
            .option("--force", "also of a shop that is not healthy"),
    )
        .parse(args, { from: "user" })
        .opts<SnapshotOptions>();
    if (options.out !== undefined) {
        requireOwnFile(`--out ${options.out}`, options.out, '"takenAt"');
    }
    const seen = await observeShop(readerOf(options.context), options.namespace);
    if (seen.objects.length === 0) {
        throw new Error(
            `There is no shop in namespace ${options.namespace} of ${options.context}. ` +
                `Deploy it first: ${deployment(options)}`,
        );
    }
    const objections = objectionsTo(seen);
    if (objections.length > 0 && options.force !== true) {
        throw new Error(refusalText(objections, options));
    }
    const taken = snapshotOf(options, seen, objections, new Date());
    const file = options.out ?? defaultFile(options);
    writeSnapshot(file, taken);
    say.log(snapshotText(taken, shopFigures(seen, {}), file));
}

if (require.main === module) {
    run(() => snapshot(process.argv.slice(2), console));
}
