/** Many exams side by side, from the records and scorecards in their folders. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { cardFile, readRecord } from "../../exam/record/files";
import type { Scorecard } from "../../exam/score/score";
import { leaderboardPage, leaderboardText, type SatExam } from "../../report/exam/leaderboard";
import type { Output } from "../output";
import type { LeaderboardRequest } from "./arguments";

const pageFile = "leaderboard.html";

/** Prints the table, and writes it as a page. */
export function leaderboard({ directories, out }: LeaderboardRequest, say: Output): number {
    const exams = directories.flatMap((directory) => examsIn(directory));
    mkdirSync(out, { recursive: true });
    const page = join(out, pageFile);
    writeFileSync(page, leaderboardPage(exams));
    say.log(`${leaderboardText(exams)}\nPage: ${page}`);
    return 0;
}

/** Of one exam's folder, or of all in the folders below it; throws when there is none. */
function examsIn(directory: string): readonly SatExam[] {
    const folders = existsSync(directory)
        ? [".", ...readdirSync(directory)].map((name) => join(directory, name))
        : [];
    const exams = folders.filter((folder) => existsSync(join(folder, cardFile)));
    if (exams.length === 0) {
        throw new Error(
            `${directory}: there is no scorecard in it, nor in a folder below. ` +
                "Give the folders of exams, or that of --out.",
        );
    }
    return exams.map((folder) => ({
        agent: readRecord(folder).command ?? "by hand",
        card: JSON.parse(readFileSync(join(folder, cardFile), "utf8")) as Scorecard,
    }));
}
