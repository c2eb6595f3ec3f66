import type { PlannedObject } from "../../plan/plan";

/** A string in an object, and the keys that lead to it. */
interface Leaf {
    readonly keys: readonly string[];
    readonly text: string;
}

/** What stands beside a name in a file's line when it is an incident's. */
const beside = /incident|scenario|stack|fault|cause/i;

/**
 * Where the objects give an incident's name away. A name that a service has as well is one only where
 * a name could stand: not in the path of a request or of an API object, not as the one object that a
 * Role is about, and in the files of a ConfigMap only beside words that speak of incidents.
 */
export function leaksOf(
    objects: readonly PlannedObject[],
    name: string,
    isService: boolean,
): readonly string[] {
    const word = new RegExp(`(?<![A-Za-z0-9_${isService ? "/" : ""}])${name}(?![A-Za-z0-9_])`, "i");
    return objects.flatMap((object) =>
        leavesOf(object, [])
            .filter(({ keys }) => !isService || keys.at(-2) !== "resourceNames")
            .flatMap(({ keys, text }) => {
                const isFile = object.kind === "ConfigMap" && keys[0] === "data" && keys.length > 1;
                return text
                    .split("\n")
                    .filter((line) => word.test(line))
                    .filter((line) => !(isService && isFile) || beside.test(line))
                    .map((line) => `${object.kind} ${keys.join(".")}: ${line.trim()}`);
            }),
    );
}

/** All strings, keys included. */
function leavesOf(value: unknown, keys: readonly string[]): readonly Leaf[] {
    if (typeof value !== "object" || value === null) {
        return [{ keys, text: String(value) }];
    }
    return Object.entries(value).flatMap(([key, inner]) => [
        { keys: [...keys, "(key)"], text: key },
        ...leavesOf(inner, [...keys, key]),
    ]);
}
