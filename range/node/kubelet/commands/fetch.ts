/** What wget and curl have in common: an address, a limit, and what comes back. */
import { lookUps, lookUpSeconds } from "../../../../twin/physics/network";
import { pageOf } from "../../http/shopPages";
import type { ExecContext } from "./command";

export interface Fetched {
    readonly status: number;
    readonly body: string;
}

/** Options that take the next word as their value: one letter each, perhaps behind others; words. */
export interface ValuedOptions {
    readonly letters: string;
    readonly words: readonly string[];
}

/** The value of the first of these options, as `-T 5` or `-T5` or `--timeout=5`. */
export function valueOf(args: readonly string[], options: readonly string[]): string | undefined {
    for (const [index, arg] of args.entries()) {
        const option = options.find((one) => arg.startsWith(one));
        if (option !== undefined) {
            const text = arg === option ? args[index + 1] : arg.slice(option.length);
            return text?.replace(/^=/, "");
        }
    }
    return undefined;
}

export function secondsOf(args: readonly string[], options: readonly string[]): number | undefined {
    const seconds = Number(valueOf(args, options));
    return seconds > 0 ? seconds : undefined;
}

/** Undefined: it has not come by then. */
export function within<T>(
    seconds: number | undefined,
    coming: Promise<T>,
    context: ExecContext,
): Promise<T | undefined> {
    const over = (): undefined => undefined;
    return seconds === undefined
        ? coming
        : Promise.race([coming, context.wait(seconds).then(over)]);
}

/** The first word that is an address, and no option or the value of one. */
export function urlIn(args: readonly string[], { letters, words }: ValuedOptions): URL | undefined {
    const isValued = (one = ""): boolean =>
        words.includes(one) || (/^-[a-z]+$/i.test(one) && letters.includes(one.slice(-1)));
    const text = args.find(
        (one, at) =>
            /^(https?:\/\/)?[a-z0-9][a-z0-9.-]*(:\d+)?(\/.*)?$/i.test(one) &&
            !isValued(args[at - 1]),
    );
    const url = text?.includes("://") === true ? text : `http://${text ?? ""}`;
    return URL.canParse(url) ? new URL(url) : undefined;
}

/** What came back, or why nothing did. */
export async function fetched(
    url: URL,
    method: string,
    context: ExecContext,
): Promise<Fetched | string> {
    if (!context.resolves()) {
        await context.wait(lookUpSeconds * lookUps);
    }
    if (context.addressOf(url.hostname) === undefined) {
        return "bad address";
    }
    const path = `${url.pathname}${url.search}`;
    const visited = await context.visit(url.hostname, portOf(url), method, path);
    switch (visited.is) {
        case "answered":
            return { status: visited.status, body: pageOf(path, visited.status).body };
        case "unknown":
            return "bad address";
        case "refused":
            return "Connection refused";
        case "lost":
            return visited.reason === "connectTimeout"
                ? "Operation timed out"
                : "error getting response";
    }
}

function portOf({ port, protocol }: URL): number {
    return Number(port || (protocol === "https:" ? 443 : 80));
}
