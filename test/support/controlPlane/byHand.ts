/** What is started by hand, to be looked at, and runs until Ctrl-C or SIGTERM. */

export interface Started {
    /** How to reach it, one line each. */
    readonly lines: readonly string[];
    stop(): Promise<void>;
}

export async function runUntilAsked(start: () => Promise<Started>): Promise<void> {
    // From now on, so that nothing is left behind by who changes their mind meanwhile.
    const stopAsked = new Promise<void>((resolve) => {
        process.once("SIGINT", resolve);
        process.once("SIGTERM", resolve);
    });
    const started = await start();
    const end = `Ctrl-C ends it, or SIGTERM to process ${process.pid} (npx does not pass that on).`;
    process.stdout.write([...started.lines, end, ""].join("\n"));
    const keepAlive = setInterval(() => undefined, 1 << 30);
    await stopAsked;
    clearInterval(keepAlive);
    process.stdout.write("Ending …\n");
    await started.stop();
}
