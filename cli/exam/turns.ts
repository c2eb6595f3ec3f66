/** Which exams are held, in their order. */
import { join } from "node:path";

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
