/** Which requests the stand-in knows, and what they must look like. */
import type { Fields, Reply } from "./exchange";
import type { Model } from "./models";

export interface Call {
    readonly method: string;
    readonly query: URLSearchParams;
    /** What stands in the path for `{name}`. */
    readonly parameters: Readonly<Record<string, string>>;
    readonly body: Fields;
}

export interface Route {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** Like `/api/v1/monitor/{id}`. */
    readonly path: string;
    /** `api`: the application key is not asked for. Default `both`. */
    readonly keys?: "api" | "both";
    /** The official model of the request's body; a body is refused when there is none. */
    readonly request?: Model;
    /** The official model of the answer. */
    readonly response?: Model;
    /** Throws a {@link Refusal} for what the API would not take. */
    readonly handle: (call: Call) => Reply;
}

/** The route, and the values in its path; a string when the path is known but not the method. */
export function routed(
    routes: readonly Route[],
    method: string,
    path: string,
): { route: Route; parameters: Record<string, string> } | "no-path" | "no-method" {
    const matches = routes.flatMap((route) => {
        const parameters = matched(route.path, path);
        return parameters === undefined ? [] : [{ route, parameters }];
    });
    return (
        matches.find(({ route }) => route.method === method) ??
        (matches.length === 0 ? "no-path" : "no-method")
    );
}

function matched(template: string, path: string): Record<string, string> | undefined {
    const pattern = template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const groups = new RegExp(`^${pattern}/?$`).exec(path);
    return groups === null
        ? undefined
        : Object.fromEntries(
              Object.entries(groups.groups ?? {}).map(([key, value]) => [
                  key,
                  decodeURIComponent(value),
              ]),
          );
}
