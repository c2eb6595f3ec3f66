import type { EventQueue } from "../clock/eventQueue";

/** As java.util.concurrent.Future: settled once, by whoever was sent to get the value. */
export class Future<T> {
    private value: T | undefined;
    private waiter: ((value: T) => void) | undefined;

    constructor(
        private readonly queue: EventQueue,
        begin: (settle: (value: T) => void) => void,
    ) {
        begin((value) => {
            this.value = value;
            this.waiter?.(value);
        });
    }

    /** Waits that long from now for the value; undefined: it did not come. */
    get(seconds: number, done: (value: T | undefined) => void): void {
        if (this.value !== undefined) {
            done(this.value);
            return;
        }
        let isWaiting = true;
        const end = (value: T | undefined): void => {
            if (isWaiting) {
                isWaiting = false;
                done(value);
            }
        };
        this.waiter = end;
        this.queue.at(this.queue.now + seconds, () => {
            end(undefined);
        });
    }
}
