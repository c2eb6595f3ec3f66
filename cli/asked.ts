import { CommanderError } from "commander";

/** What was asked for, or the exit code when commander has already answered. */
export function askedOrExit<Request extends object>(parse: () => Request): Request | number {
    try {
        return parse();
    } catch (error) {
        if (error instanceof CommanderError) {
            return error.exitCode;
        }
        throw error;
    }
}
