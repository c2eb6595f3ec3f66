import { suggestion } from "../components/settings/reader";
import { scenarios } from "../scenarios/registry";

/** Says of a name that is no incident which there are, and which was probably meant. */
export function unknownIncident(
    name: string,
    allowed: readonly string[] = Object.keys(scenarios),
): string {
    const text = `There is no incident "${name}". Allowed: ${allowed.join(", ")}.`;
    return `${text} ${suggestion(name, allowed)}`.trimEnd();
}
