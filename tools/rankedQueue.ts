import { queueOptionsSymbol, type TaskQueue } from "piscina";

type Task = Parameters<TaskQueue["push"]>[0];

const rankOf = (task: Task): number => (task[queueOptionsSymbol] as { readonly rank: number }).rank;

/** Tasks that wait for a thread: the lowest rank first, and of equals who came first. */
export class RankedQueue implements TaskQueue {
    private readonly waiting: Task[] = [];

    /** The task with its rank, which stays in this thread. */
    static ranked(task: object, rank: number): object {
        return { ...task, [queueOptionsSymbol]: { rank } };
    }

    get size(): number {
        return this.waiting.length;
    }

    push(task: Task): void {
        const rank = rankOf(task);
        const behind = this.waiting.findIndex((other) => rankOf(other) > rank);
        this.waiting.splice(behind === -1 ? this.waiting.length : behind, 0, task);
    }

    shift(): Task | null {
        return this.waiting.shift() ?? null;
    }

    remove(task: Task): void {
        const at = this.waiting.indexOf(task);
        if (at !== -1) {
            this.waiting.splice(at, 1);
        }
    }
}
