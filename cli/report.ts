import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { decodeResults, summaryFile } from "../live/results/decode";
import { laterRun, nothingYet } from "../live/results/progress";
import { readResults } from "../live/results/read";
import { directoryName, readSummary } from "../live/results/summary";
import { filesText, summaryText } from "../live/results/text";
import { readerOf } from "../live/snapshot/apiServer";
import type { Place } from "../live/snapshot/place";
import { clusterCommand } from "./clusterOptions";
import { onceOnly } from "./onceOnly";
import type { Output } from "./output";
import { fromCaller, requireFolder } from "./paths";
import { run } from "./run";

interface ReportOptions extends Place {
    readonly out?: string;
}

/** Rejects, with why in its message, when there are no results. */
export async function report(args: readonly string[], say: Output): Promise<void> {
    const where = "where to write them (default: results/<end of the run>[-<its label>])";
    const options = onceOnly(
        clusterCommand("report", "Fetches the results of the last load run.").option(
            "--out <directory>",
            where,
            fromCaller,
        ),
    )
        .parse(args, { from: "user" })
        .opts<ReportOptions>();
    const { configMaps, job } = await readResults(readerOf(options.context), options);
    const { files, notes } = decodeResults(configMaps);
    if (files.length === 0) {
        throw new Error(nothingYet(job, options));
    }
    const text = files.find(({ name }) => name === summaryFile)?.content.toString("utf8");
    const { run: summary, problem } = readSummary(text);
    const directory = options.out ?? join("results", directoryName(summary));
    requireFolder(resolve(directory), `--out ${directory}`);
    for (const { name, content } of files) {
        writeFileSync(join(directory, name), content);
    }

    const blocks = [
        laterRun(job, summary?.endedAt ?? null, options),
        summary === undefined ? `No figures to show: ${problem}.` : summaryText(summary),
        ...notes,
        filesText(directory, files, summary),
    ];
    say.log(blocks.filter((block) => block !== undefined).join("\n"));
}

if (require.main === module) {
    run(() => report(process.argv.slice(2), console));
}
