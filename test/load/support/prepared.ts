/**
 * Start something slow before the first test of the suite, for a test to wait for: all runs of a
 * suite go on at the same time, as far as there are slots, and each test still tells of its own.
 */
export function prepared<T>(make: () => Promise<T>): () => Promise<T> {
    let made: Promise<T> | undefined;
    before(() => {
        made = make();
        // A failure belongs to the test that waits for it, not to the process.
        made.catch(() => undefined);
    });
    return () => made ?? Promise.reject(new Error("not prepared"));
}
