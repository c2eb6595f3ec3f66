/** Waiting for something to become true. */
import { setTimeout as sleep } from "node:timers/promises";

const pollMilliseconds = 100;

/**
 * Resolves to the first value that is not undefined. A look that throws counts as "not yet"; the
 * last such error is the cause of the failure.
 * @param what names what is waited for, as in "the node to be Ready"
 * @param onEachLook may throw to give up at once
 */
export async function waitFor<T>(
    what: string,
    seconds: number,
    look: () => T | undefined | Promise<T | undefined>,
    onEachLook: () => void = () => undefined,
): Promise<T> {
    const deadline = Date.now() + seconds * 1000;
    let lastError: unknown;
    while (Date.now() < deadline) {
        onEachLook();
        try {
            const value = await look();
            if (value !== undefined) {
                return value;
            }
            lastError = undefined;
        } catch (error) {
            lastError = error;
        }
        await sleep(pollMilliseconds);
    }
    const reason = lastError instanceof Error ? `: ${lastError.message}` : "";
    throw new Error(`Waited ${seconds} s in vain for ${what}${reason}`, { cause: lastError });
}
