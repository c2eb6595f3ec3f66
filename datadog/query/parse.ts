import type { MetricExpression, MonitorQuery, ParsedSearch } from "./ast";
import { compositeQuery } from "./composite";
import { metricExpression } from "./metricExpression";
import { metricQuery } from "./metricQuery";
import { Scanner } from "./scanner";
import { search } from "./search";
import { searchQuery } from "./searchQuery";
import { sloQuery } from "./sloQuery";

/** Forms of other products: `rum("…")`, `error-tracking("…")`, `processes(\'…\')`, `formula("…")`. */
const otherForms = /[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*\s*\(\s*["']/;
/**
 * What a template engine, Terraform or a script would have put in: `${a}`, `{{ a }}`, `%{a}`,
 * `<%= a %>`, `[[a]]`, `%s`, `%(a)s`, and `{a}` where a name or a value stands.
 */
const placeholder =
    /\$\{[^}]*\}?|\{\{[^}]*\}?\}?|%\{[^}]*\}?|<%[^%]*%?>?|\[\[[^\]]*\]?\]?|%\(\w+\)[sd]|%[sd]\b|(?<=[:{])\{\w+\}/;

/**
 * The query of a monitor, whichever of the supported forms it has. Throws a QuerySyntaxError that
 * names the construct and its place when it is none of them.
 */
export function parseMonitorQuery(text: string): MonitorQuery {
    const scanner = new Scanner(text);
    const hole = placeholder.exec(text);
    if (hole !== null) {
        scanner.fail(
            `placeholder ${hole[0]} is not supported: export what the account has`,
            "unsupported",
            hole.index,
        );
    }
    const form = scanner.match(/(?:logs|events|burn_rate|error_budget)(?=\s*\()/);
    switch (form) {
        case "logs":
        case "events":
            return searchQuery(scanner, form);
        case "burn_rate":
        case "error_budget":
            return sloQuery(scanner, form);
        default:
            return otherQuery(scanner);
    }
}

function otherQuery(scanner: Scanner): MonitorQuery {
    const other = scanner.match(otherForms);
    if (other !== undefined) {
        const name = other.replace(/\s*\(.*/, "");
        return scanner.fail(`query form ${name}(…) is not supported`, "unsupported", 0);
    }
    if (scanner.sees(/["']|[\w.]+["']?\.over\(/)) {
        return scanner.fail("service check query is not supported", "unsupported");
    }
    if (scanner.sees(/no_query\b/)) {
        return scanner.fail("synthetics query is not supported", "unsupported");
    }
    // Ids, operators and parentheses only: neither braces nor colons.
    return /^[\s()!&|a-z0-9-]+$/.test(scanner.text) && !/\w\s*\(/.test(scanner.text)
        ? compositeQuery(scanner)
        : metricQuery(scanner);
}

/** The query of a graph or of an SLO: an expression without window and threshold. */
export function parseMetricExpression(text: string): MetricExpression {
    const scanner = new Scanner(text);
    const expression = metricExpression(scanner);
    scanner.end("the expression");
    return expression;
}

/** A search of logs or events, as in an explorer, a saved view or a widget. */
export function parseSearch(text: string): ParsedSearch {
    return search(new Scanner(text));
}
