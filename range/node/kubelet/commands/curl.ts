import { type ExecContext, print, type Printed } from "./command";
import { fetched, secondsOf, urlIn, type ValuedOptions, valueOf, within } from "./fetch";

const curlCodes: Readonly<Record<string, 6 | 7 | 28 | undefined>> = {
    "bad address": 6,
    "Connection refused": 7,
    "Operation timed out": 28,
};

const valued: ValuedOptions = {
    letters: "AbdeHmouwX",
    words: [
        ...["--connect-timeout", "--data", "--header", "--max-time", "--output", "--request"],
        ...["--retry", "--user", "--user-agent", "--write-out"],
    ],
};

export async function curl(args: readonly string[], context: ExecContext): Promise<Printed> {
    const url = urlIn(args, valued);
    if (url === undefined) {
        return { stderr: "curl: try 'curl --help' for more information\n", exitCode: 2 };
    }
    const isHead = args.includes("-I") || args.includes("--head");
    const limit = secondsOf(args, ["-m", "--max-time", "--connect-timeout"]);
    const method = isHead ? "HEAD" : (valueOf(args, ["-X", "--request"]) ?? "GET");
    const found = await within(limit, fetched(url, method, context), context);
    if (found === undefined) {
        const stderr = `curl: (28) Connection timed out after ${(limit ?? 0) * 1000} milliseconds\n`;
        return { stderr, exitCode: 28 };
    }
    if (typeof found === "string") {
        const code = curlCodes[found] ?? 52;
        const text = {
            6: "Could not resolve host",
            7: "Failed to connect to",
            28: "Connection timed out to",
            52: "Empty reply from",
        }[code];
        return { stderr: `curl: (${code}) ${text} ${url.hostname}\n`, exitCode: code };
    }
    const head = `HTTP/1.1 ${found.status}\r\n\r\n`;
    const isShown = isHead || args.includes("-i") || args.includes("--include");
    const format = args[args.findIndex((one) => one === "-w" || one === "--write-out") + 1] ?? "";
    const written = args.some((one) => one === "-w" || one === "--write-out")
        ? format
              .replace(/%\{(http_code|response_code)\}/g, String(found.status))
              .replace(/\\n/g, "\n")
        : "";
    const isDropped = args.some((one) => one === "/dev/null");
    return print(`${isShown ? head : ""}${isHead || isDropped ? "" : found.body}${written}`);
}
