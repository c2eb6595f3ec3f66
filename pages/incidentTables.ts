/** What pages written by hand say of every incident: written from the records, between marks. */
import { patchableFaults } from "../scenarios/faults";
import type { Scenario } from "../scenarios/scenario";
import { faultText } from "./faultText";

/** For the README: what happens, in a line each. */
export function overviewTable(incidents: readonly Scenario[]): string {
    return table(
        ["incident", "what happens"],
        incidents.map(({ id, inShort }) => [`[${id}](docs/runbooks/${id}.md)`, inShort]),
    );
}

/** Load and fault of each, and what of it a stack of its own can bring. */
export function factsTable(incidents: readonly Scenario[]): string {
    return table(
        ["incident", "load", "fault", "a stack of its own brings"],
        incidents.map(({ id, load, faults }) => [
            id,
            loadText(load),
            faults.map(faultText).join("; ") || "none",
            faults.length > 0 && patchableFaults(faults).length === faults.length
                ? "load and fault"
                : "load",
        ]),
    );
}

/** What must be seen in each, and why it goes that way. */
export function reasons(incidents: readonly Scenario[]): string {
    return incidents
        .map(({ id, symptoms, why }) => {
            const seen = symptoms.map(({ meaning }) => meaning).join("; ");
            return `### ${id}\n\nTo be seen: ${seen}.\n\n${why}`;
        })
        .join("\n\n");
}

function loadText({ users, spawnRate, durationSeconds, level }: Scenario["load"]): string {
    const minutes = `${Number((durationSeconds / 60).toFixed(1))} min`;
    return level === undefined
        ? `${users} users, ${spawnRate} a second, ${minutes}`
        : `up to ${users} users, ${minutes}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/**
 * A page with the text between two marks put in the place of what was there. Throws when the page has
 * no such marks.
 */
export function withBlock(page: string, name: string, text: string): string {
    const [begin, end] = [`<!-- ${name}: npm run update-runbooks -->`, `<!-- ${name}: end -->`];
    const [from, to] = [page.indexOf(begin), page.indexOf(end)];
    if (from < 0 || to < from) {
        throw new Error(`there is no ${begin} … ${end}`);
    }
    return `${page.slice(0, from)}${begin}\n\n${text}\n\n${page.slice(to)}`;
}
