import { messageOf } from "../tools/messageOf";

/** Exit code of a command that was interrupted: as a shell has it of what Ctrl-C has ended. */
export const interruptedCode = 130;

/**
 * Runs a command's main function. An error ends the process with exit code 1 and its message
 * alone; a stack trace is for those who ask for it with DEBUG=1. So does output that cannot be
 * written, but for a reader that has had enough.
 */
export function run(main: () => Promise<void>): void {
    process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
        if (code !== "EPIPE") {
            console.error(`The output could not be written: ${message}`);
            // At the very end: a command says 0 after words of which it does not know that they are lost.
            process.once("exit", (code) => {
                process.exitCode = code === 0 ? 1 : code;
            });
        }
    });
    main().catch((error: unknown) => {
        const text = messageOf(error);
        console.error(process.env.DEBUG === "1" && error instanceof Error ? error.stack : text);
        process.exitCode = 1;
    });
}

/**
 * Runs a command that resolves to its exit code, and ends the process then, or when it fails: a
 * connection to what has just ended may be held open for minutes.
 */
export function runAndLeave(main: () => Promise<number>): void {
    const leave = (code: number): void => {
        process.stdout.write("", () => process.exit(code));
    };
    run(async () => {
        try {
            leave(await main());
        } catch (error) {
            setImmediate(leave, 1);
            throw error;
        }
    });
}
