/** Many exams side by side, from the records and scorecards in their folders. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { cardFile, hasRecord, readRecord } from "../../exam/record/files";
import type { Scorecard } from "../../exam/score/score";
import { leaderboardPage, leaderboardText, type SatExam } from "../../report/exam/leaderboard";
import { messageOf } from "../../tools/messageOf";
import type { Output } from "../output";
import type { LeaderboardRequest } from "./arguments";
import { whoSat } from "./turns";

const pageFile = "leaderboard.html";

/** Prints the table, and writes it as a page. */
export function leaderboard({ directories, out }: LeaderboardRequest, say: Output): number {
    const exams = directories.flatMap((directory) => examsIn(directory, say));
    mkdirSync(out, { recursive: true });
    const page = join(out, pageFile);
    writeFileSync(page, leaderboardPage(exams));
    say.log(`${leaderboardText(exams)}\nPage: ${page}`);
    return 0;
}

/**
 * Of one exam's folder, or of all in the folders below it; throws when there is none. Says which lack
 * their record or their card.
 */
function examsIn(directory: string, say: Output): readonly SatExam[] {
    const folders = existsSync(directory)
        ? [".", ...readdirSync(directory)].map((name) => join(directory, name))
        : [];
    const exams = folders.flatMap((folder) => {
        try {
            return examIn(folder);
        } catch (error) {
            say.error(`${messageOf(error)} It is left out.`);
            return [];
        }
    });
    if (exams.length === 0) {
        throw new Error(
            `${directory}: there is no scorecard in it, nor in a folder below. ` +
                "Give the folders of exams, or that of --out.",
        );
    }
    return exams;
}

/** Empty where nobody has sat any. */
function examIn(folder: string): readonly SatExam[] {
    const file = join(folder, cardFile);
    const hasCard = existsSync(file);
    if (!hasCard && !hasRecord(folder)) {
        return [];
    }
    const { command } = readRecord(folder);
    if (!hasCard) {
        const again = `npm run exam -- --replay ${folder}`;
        throw new Error(`${folder}: it has not been scored; ${again} does.`);
    }
    const card = JSON.parse(readFileSync(file, "utf8")) as Scorecard;
    return [{ agent: whoSat(command), card }];
}
