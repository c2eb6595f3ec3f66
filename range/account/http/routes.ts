/** Which requests the account knows, and what they must look like. */
import { type Fields, refusal, type Reply } from "./exchange";
import type { Model } from "./models";

export interface Call {
    readonly method: string;
    readonly query: URLSearchParams;
    /** What stands in the path for `{name}`. */
    readonly parameters: Readonly<Record<string, string>>;
    /** The object in the body; of the few bodies that are lists, its items by their number. */
    readonly body: Fields;
}

export interface Route {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** Like `/api/v1/monitor/{id}`. */
    readonly path: string;
    /** `api`: the application key is not asked for. Default `both`. */
    readonly keys?: "api" | "both";
    /** Changes nothing, whatever its method says: guests may. */
    readonly isReading?: true;
    /** The official model of the request's body; a body is refused when there is none. */
    readonly request?: Model;
    /** The official model of the answer. */
    readonly response?: Model;
    /** Throws a {@link Refusal} for what the API would not take. */
    readonly handle: (call: Call) => Reply;
}

interface Found {
    readonly route: Route;
    readonly parameters: Record<string, string>;
}

export type Router = (method: string, path: string) => Found | "no-path" | "no-method";

/** Finds the route, and the values in its path; says whether the path is known or only the method is not. */
export function routerOf(routes: readonly Route[]): Router {
    const compiled = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
    return (method, path) => {
        checkEscapes(path);
        const matches = compiled.flatMap(({ route, pattern }) => {
            const groups = pattern.exec(path);
            return groups === null ? [] : [{ route, groups }];
        });
        // A word in the path stands before a parameter: monitor/search is no monitor.
        const found = matches
            .filter(({ route }) => route.method === method)
            .sort((one, other) => parametersIn(one.route) - parametersIn(other.route))[0];
        if (found === undefined) {
            return matches.length === 0 ? "no-path" : "no-method";
        }
        const { route, groups } = found;
        return { route, parameters: decoded(groups.groups ?? {}) };
    };
}

function patternOf(template: string): RegExp {
    return new RegExp(`^${template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}/?$`);
}

const parametersIn = ({ path }: Route): number => path.split("{").length - 1;

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]),
    );
}

/** @throws a refusal that shows the place where an escape of the path stands for no character. */
function checkEscapes(path: string): void {
    for (const { 0: escapes, index } of path.matchAll(/(?:%[\da-f]{2})+|%/gi)) {
        try {
            decodeURIComponent(escapes);
        } catch {
            const place = `${path.slice(0, index)} >>> ${path.slice(index)}`;
            throw refusal(400, `Malformed path at character ${index + 1}: ${place}`);
        }
    }
}
