/** What wget and curl have in common: an address, a limit, and what comes back. */
import { lookUps, lookUpSeconds } from "../../../../twin/physics/network";
import { pageOf } from "../../http/shopPages";
import type { ExecContext } from "./command";

export interface Fetched {
    readonly status: number;
    readonly body: string;
}

/** The value of the first of these options, as `-T 5` or `-T5` or `--timeout=5`. */
export function secondsOf(args: readonly string[], options: readonly string[]): number | undefined {
    for (const [index, arg] of args.entries()) {
        const option = options.find((one) => arg.startsWith(one));
        if (option !== undefined) {
            const text = arg === option ? args[index + 1] : arg.slice(option.length);
            const seconds = Number(text?.replace(/^=/, ""));
            return seconds > 0 ? seconds : undefined;
        }
    }
    return undefined;
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

export function urlIn(args: readonly string[]): URL | undefined {
    const text = args.findLast(
        (one) =>
            /^(https?:\/\/)?[a-z0-9.-]+(:\d+)?(\/.*)?$/i.test(one) &&
            !one.startsWith("-") &&
            !one.startsWith("/"),
    );
    return text === undefined ? undefined : new URL(text.includes("://") ? text : `http://${text}`);
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
    const visited = await context.visit(url.hostname, Number(url.port || 80), method, path);
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
