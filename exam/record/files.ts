/** A record as a file. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

import { replaceFile } from "../../tools/replaceFile";
import type { ExamRecord } from "./record";

/** Whoever looks may want to read it: one property a line would be ten times as long. */
const recordFile = "record.json.gz";

/** There from the beginning of an exam to its end: a record that somebody broke off has it still. */
const unfinishedFile = "unfinished";

/** The scorecard of a record, in its folder. */
export const cardFile = "card.json";

/** An earlier exam's record there is no longer, nor its scorecard: it would pass for the new one's. */
export function beginRecord(directory: string): void {
    mkdirSync(directory, { recursive: true });
    rmSync(join(directory, recordFile), { force: true });
    rmSync(join(directory, cardFile), { force: true });
    writeFileSync(join(directory, unfinishedFile), "");
}

export function endRecord(directory: string): void {
    rmSync(join(directory, unfinishedFile), { force: true });
}

export function writeRecord(directory: string, record: ExamRecord): void {
    mkdirSync(directory, { recursive: true });
    replaceFile(join(directory, recordFile), gzipSync(`${JSON.stringify(record)}\n`));
}

export const hasRecord = (directory: string): boolean => existsSync(join(directory, recordFile));

/** Throws, with what is wrong, when there is none that could be scored. */
export function readRecord(directory: string): ExamRecord {
    const file = join(directory, recordFile);
    if (!hasRecord(directory)) {
        const isBroken = existsSync(join(directory, unfinishedFile));
        throw new Error(
            isBroken
                ? `${directory}: that exam was broken off, and has no record.`
                : `${directory}: there is no record of an exam in it.`,
        );
    }
    const record = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as ExamRecord;
    if ((record.format as number) !== 1) {
        throw new Error(`${directory}: the record has a format that is not known here.`);
    }
    return record;
}
