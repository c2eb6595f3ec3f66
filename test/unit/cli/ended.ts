import type { Output } from "../../../cli/output";
import { plain } from "../live/support";

/** How a command ended, and what it said. */
export interface Ended {
    readonly code: number | null;
    readonly output: string;
    readonly errors: string;
}

/** Runs a command in this process, to end as its own would: with 1 and the message on a throw. */
export async function ended(command: (say: Output) => Promise<unknown>): Promise<Ended> {
    const lines: Record<keyof Output, string[]> = { log: [], error: [] };
    const say = {
        log: (line: string) => lines.log.push(line),
        error: (line: string) => lines.error.push(line),
    };
    const end = (code: number): Ended => ({
        code,
        output: plain(lines.log.join("\n")),
        errors: plain(lines.error.join("\n")),
    });
    try {
        const code = await command(say);
        return end(typeof code === "number" ? code : 0);
    } catch (error) {
        lines.error.push((error as Error).message);
        return end(1);
    }
}
