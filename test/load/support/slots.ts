/** How many Locust runs may go on at a time: enough to fill the waits, few enough not to be slow. */
const slots = 3;

const waiting: (() => void)[] = [];
let running = 0;

/** Wait until there is a slot, and take it. */
export async function takeSlot(): Promise<void> {
    if (running < slots) {
        running += 1;
    } else {
        // The run that ends hands its slot on.
        await new Promise<void>((resolve) => waiting.push(resolve));
    }
}

/** Give a slot back. */
export function releaseSlot(): void {
    const next = waiting.shift();
    if (next === undefined) {
        running -= 1;
    } else {
        next();
    }
}
