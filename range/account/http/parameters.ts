/** Parameters of an address, and what is wrong with them. */
import { refusal } from "./exchange";

/** A number of the address; the default where it is not given. */
export function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
    const text = query.get(name);
    const value = text === null || text === "" ? otherwise : Number(text);
    if (!Number.isFinite(value)) {
        throw refusal(400, `Parameter ${name} is no number: ${String(text)}`);
    }
    return value;
}

/** One that the request cannot do without. */
export function requiredNumber(query: URLSearchParams, name: string): number {
    if ((query.get(name) ?? "") === "") {
        throw refusal(400, `Missing required parameter: ${name}`);
    }
    return numberIn(query, name, 0);
}

/** `a,b` as a list; empty where it is not given. */
export function listIn(query: URLSearchParams, name: string): readonly string[] {
    return (query.get(name) ?? "")
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
}

/** One page of a list. */
export function pageOf<T>(all: readonly T[], page: number, size: number): readonly T[] {
    return all.slice(page * size, (page + 1) * size);
}
