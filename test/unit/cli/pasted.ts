import { execFileSync } from "node:child_process";

/** What npm is handed when someone pastes the command into a shell: its arguments after `--`. */
export function pasted(command: string): readonly string[] {
    const script = `npm() { printf '%s\\0' "$@"; }; ${command}`;
    const words = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0");
    return words.slice(words.indexOf("--") + 1, -1);
}
