/**
 * Exams that agents of ours have sat on a range, scored again: no cheat pays, and what helps does. How
 * the records were made, and are made anew, says test/range/examAgents.spec.ts.
 */
import { readRecord } from "../../../exam/record/files";
import type { Plays } from "../../../exam/score/plays";
import { examCases, recordFolder } from "../../support/exam/cases";
import { judge, titleOf, unplayed } from "../../support/exam/judge";

/** What plays of such an incident say, which take a minute: where the exam is held they are played. */
const beyondFixes: Plays = { ...unplayed, response: { text: "", seconds: null } };

describe("In the exam that it has sat", () => {
    for (const one of examCases) {
        it(titleOf(one), () => {
            const plays = one.needsPlays === true ? beyondFixes : unplayed;
            judge(one, readRecord(recordFolder(one)), plays);
        });
    }
});
