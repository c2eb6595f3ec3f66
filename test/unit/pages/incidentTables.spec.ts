import { deepEqual, equal, match, ok, throws } from "node:assert/strict";

import { factsTable, overviewTable, reasons, withBlock } from "../../../pages/incidentTables";
import { scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";

const all: readonly Scenario[] = Object.values(scenarios);

/** The cells of a table, without its head. */
function cells(table: string): readonly (readonly string[])[] {
    const [, , ...rows] = table.split("\n");
    return rows.map((row) =>
        row
            .split("|")
            .map((cell) => cell.trim())
            .slice(1, -1),
    );
}

describe("what pages say of all incidents", () => {
    it("is a row for each record, in a table for the README and in one of facts", () => {
        deepEqual(
            cells(overviewTable(all)),
            all.map(({ id, inShort }) => [`[${id}](docs/runbooks/${id}.md)`, inShort]),
        );
        deepEqual(
            cells(factsTable(all)).map(([id]) => id),
            Object.keys(scenarios),
        );
    });

    it("tells load and fault in words, and what a stack of its own can bring", () => {
        const rows = new Map(cells(factsTable(all)).map(([id, ...facts]) => [id, facts]));
        deepEqual(rows.get("payment"), [
            ...["10 users, 1 a second, 2 min", "payment at 0 replicas", "load and fault"],
        ]);
        deepEqual(rows.get("latency"), ["up to 500 users, 8 min", "none", "load"]);
        deepEqual(rows.get("crash"), [
            "3000 users, 300 a second, 5 min",
            "memory request and limit of front-end at 144Mi; " +
                "liveness and readiness of front-end put up with 40 failures",
            "load",
        ]);
        deepEqual(rows.get("database")?.slice(1), [
            ...["CPU request and limit of catalogue-db at 10m", "load"],
        ]);
    });

    it("is three lines of why under what must be seen", () => {
        const [payment] = all.filter(({ id }) => id === "payment");
        ok(payment !== undefined);
        const [title, seen, why] = reasons([payment]).split("\n\n");
        equal(title, "### payment");
        match(seen ?? "", /^To be seen: every order fails; .*; nothing crashes\.$/);
        equal(why, payment.why);
    });

    it("is put between two marks, and what was there goes", () => {
        const page = "# A\n\n<!-- b: npm run update-runbooks -->\n\nold\n\n<!-- b: end -->\n\nC\n";
        equal(
            withBlock(page, "b", "new"),
            "# A\n\n<!-- b: npm run update-runbooks -->\n\nnew\n\n<!-- b: end -->\n\nC\n",
        );
        throws(() => withBlock("# A\n", "b", "new"), /there is no <!-- b: npm run/);
    });
});
