import { enableCompileCache } from "node:module";

import { askedOrExit } from "./asked";
import { parseExam } from "./exam/arguments";
import type { Output } from "./output";
import { runAndLeave } from "./run";

/** Resolves to the exit code. */
export async function exam(args: readonly string[], say: Output): Promise<number> {
    const asked = askedOrExit(() => parseExam(args, say));
    if (typeof asked === "number") {
        return asked;
    }
    if (asked.kind === "replay") {
        const { replay } = await import("./exam/score.js");
        return replay(asked, say);
    }
    if (asked.kind === "leaderboard") {
        const { leaderboard } = await import("./exam/leaderboard.js");
        return leaderboard(asked, say);
    }
    const { hold } = await import("./exam/hold.js");
    return hold(asked, say);
}

if (require.main === module) {
    runAndLeave(() => {
        enableCompileCache();
        return exam(process.argv.slice(2), console);
    });
}
