import type { OutputConfiguration } from "commander";

/** Where a command's words go. */
export type Output = Pick<Console, "log" | "error">;

/** What commander itself says, help and complaints, goes the same way. */
export function spokenBy(say: Output): OutputConfiguration {
    return {
        writeOut: (text) => {
            say.log(text.trimEnd());
        },
        writeErr: (text) => {
            say.error(text.trimEnd());
        },
    };
}
