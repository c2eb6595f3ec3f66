import type { ServedRequest } from "../observer";
import { goDuration } from "./goDuration";

/*
 * The line that a service writes for every request. Sources: morgan 1.7's format "dev", with its
 * colours, in the front-end; logging.go of catalogue 0.3.5, payment 0.4.3 and user 0.4.7.
 */

export interface AccessLine {
    readonly stream: "stdout" | "stderr";
    readonly message: string;
}

/** Pages and probes are answered before the front-end's logger comes into play. */
export function isLogged(path: string): boolean {
    return path !== "/" && !/\.(html|css|js|png|jpe?g|gif|ico|svg|woff2?)(\?|$)/.test(path);
}

const goKit: ReadonlySet<string> = new Set(["catalogue", "payment", "user"]);

/** Whether the service writes a line of it. */
export function hasAccessLine({ pod, path }: ServedRequest): boolean {
    return pod.deployment === "front-end" ? isLogged(path) : goKit.has(pod.deployment);
}

/**
 * Undefined when the service writes none.
 * @param at when the service's clock says that it ended, in seconds since the epoch
 */
export function accessLine(
    request: ServedRequest,
    at: number = request.endedAt,
): AccessLine | undefined {
    if (!hasAccessLine(request)) {
        return undefined;
    }
    return request.pod.deployment === "front-end"
        ? { stream: "stdout", message: morganLine(request) }
        : { stream: "stderr", message: goKitLine(request, at) };
}

/** As morgan prints it; what the pipeline reads back. */
export function morganMilliseconds(seconds: number): number {
    return Math.round(seconds * 1e6) / 1e3;
}

const escape = "\u001b[";

function morganLine({ method, path, status, durationSeconds }: ServedRequest): string {
    const color = [0, 0, 32, 36, 33, 31][Math.min(5, Math.floor(status / 100))] ?? 0;
    const time = (durationSeconds * 1e3).toFixed(3);
    // The length is not known to the simulation; morgan writes a dash then.
    return `${escape}0m${method} ${path} ${escape}${color}m${status} ${escape}0m${time} ms - -${escape}0m`;
}

/** Names of the calls, by the first part of the path. */
const calls: Readonly<Record<string, string>> = {
    catalogue: "List",
    tags: "Tags",
    health: "Health",
    login: "Login",
    register: "Register",
    customers: "GetUsers",
    addresses: "GetAddresses",
    cards: "GetCards",
    paymentAuth: "Authorise",
};

/** The breaker has not let the call get as far as the service, which then writes nothing of it. */
const isUntried = (error: string): boolean => /breaker|too many/.test(error);

function goKitLine({ path, error, durationSeconds }: ServedRequest, at: number): string {
    const [, first = "", second] = path.split("?")[0]?.split("/") ?? [];
    const call = first === "catalogue" && second !== undefined ? "Get" : (calls[first] ?? "Get");
    const seconds = new Date(at * 1e3).toISOString().replace(/\.\d+Z$/, "Z");
    if (error !== undefined && isUntried(error)) {
        return `ts=${seconds} caller=server.go:110 err="${error}"`;
    }
    const text = error === undefined ? "null" : `"${error}"`;
    return `ts=${seconds} caller=logging.go:32 method=${call} err=${text} took=${goDuration(durationSeconds)}`;
}
