/** Which exams are held, in their order. */
import { join } from "node:path";

import { hasRecord, readRecord } from "../../exam/record/files";
import type { ExamTask } from "../../exam/tasks/tasks";
import type { HoldRequest } from "./arguments";

/** An exam as one of several. */
export interface Turn {
    readonly task: ExamTask;
    readonly seed: number;
    /** Where its record goes. */
    readonly directory: string;
}

export function turnsOf({ tasks, repeat, seed, out }: HoldRequest): readonly Turn[] {
    return tasks.flatMap((task) =>
        Array.from({ length: repeat }, (_, index) => ({
            ...{ task, seed: seed + index },
            directory: join(out, `${task.id}-${seed + index}`),
        })),
    );
}

/** Who sat an exam, by its record. */
export const whoSat = (command: string | undefined): string => command ?? "by hand";

/** Throws where the exam of somebody else would be replaced; who tries again replaces their own. */
export function requireOwnFolders(turns: readonly Turn[], agent: string | undefined): void {
    for (const { directory } of turns.filter((turn) => hasRecord(turn.directory))) {
        const { command } = readRecord(directory);
        if (command !== agent) {
            throw new Error(
                `${directory} has the exam of another agent (${whoSat(command)}), which this one would ` +
                    "replace. To keep both, give this agent a folder of its own: --out exams/mine",
            );
        }
    }
}
