import { eventReasons, eventTags, loadEventTags, missingEvents } from "../facts/events";
import {
    type LogAttribute,
    logAttributes,
    logTags,
    reservedLogFields,
    serviceIsImageName,
    stateWords,
} from "../facts/logs";
import { retiredTags } from "../facts/tags";
import type { FieldValue, ParsedSearch } from "../query/ast";
import { fieldTexts, type SearchTerm, searchTermsOf } from "../query/walk";
import { type CheckContext, caution, type Finding, refused } from "./finding";
import { matchesPattern, shopNames } from "./tags";
import { checkWriters } from "./writers";

export type SearchKind = "logs" | "events";

/** Whether a search can find what it is after. */
export function checkSearch(
    search: ParsedSearch,
    kind: SearchKind,
    context: CheckContext,
): readonly Finding[] {
    const terms = searchTermsOf(search.expression);
    return [
        ...(search.ambiguousAt === undefined
            ? []
            : [
                  refused(
                      "ambiguous-operators",
                      "AND (also when left out) beside OR: no document says which is first; " +
                          "use parentheses",
                      search.ambiguousAt,
                  ),
              ]),
        ...terms.flatMap((term) =>
            term.kind === "text" ? checkText(term, kind) : checkField(term, kind, context),
        ),
        ...(terms.some((term) => term.kind === "field" && term.key === "kube_namespace")
            ? []
            : [caution("unscoped", "the search is not bound to a namespace")]),
        ...(kind === "logs" ? checkWriters(search.expression) : []),
    ];
}

function checkText(
    { value, isQuoted, at }: Extract<SearchTerm, { kind: "text" }>,
    kind: SearchKind,
): readonly Finding[] {
    const lower = value.toLowerCase();
    if (!isQuoted && /^![@\w]/.test(value)) {
        const why = `"${value}" is searched as a word and excludes nothing: write -${value.slice(1)}`;
        return [refused("not-an-exclusion", why, at)];
    }
    if (!isQuoted && ["and", "or", "not"].includes(lower) && value === lower) {
        return [
            refused("lower-case-operator", `"${value}" is searched as a word: write it large`, at),
        ];
    }
    const known = kind === "logs" ? stateWords : missingEvents;
    const word = Object.keys(known).find((one) => lower.includes(one));
    if (word === undefined) {
        return [];
    }
    const why =
        kind === "logs"
            ? `"${value}" is a state that the kubelet reports, not text that a container logs; ` +
              `it is found as ${known[word] ?? ""}`
            : (known[word] ?? "");
    return [refused("state-word", why, at)];
}

function checkField(
    term: Extract<SearchTerm, { kind: "field" }>,
    kind: SearchKind,
    context: CheckContext,
): readonly Finding[] {
    const { key, isAttribute, value, at } = term;
    const attribute = logAttributes.find(({ name }) => name === key);
    if (isAttribute) {
        return kind === "logs" ? checkAttribute(key, value, attribute, at) : [];
    }
    const known =
        kind === "logs" ? [...logTags, ...reservedLogFields] : [...eventTags, ...loadEventTags];
    if (known.includes(key)) {
        return checkKnownField(term, kind, context);
    }
    if (attribute !== undefined || isNumeric(value)) {
        return [
            refused("bare-attribute", `"${key}" without @ is read as a tag: write @${key}`, at),
        ];
    }
    const successor = retiredTags[key];
    const hint = successor === undefined ? "" : `; it is called ${successor}`;
    return [refused("impossible-tag", `${kind} cannot be searched by ${key}${hint}`, at)];
}

function checkAttribute(
    key: string,
    value: FieldValue,
    attribute: LogAttribute | undefined,
    at: number,
): readonly Finding[] {
    if (attribute === undefined) {
        return [refused("unknown-attribute", `no pipeline parses an attribute ${key}`, at)];
    }
    return isNumeric(value) && attribute.type === "text"
        ? [refused("not-a-number", `@${key} is text and cannot be compared with a number`, at)]
        : [];
}

function checkKnownField(
    { key, value, at }: Extract<SearchTerm, { kind: "field" }>,
    kind: SearchKind,
    context: CheckContext,
): readonly Finding[] {
    // Others may collect more events than the chart does by default.
    const reasons = context.isForeign === true ? undefined : eventReasons;
    const allowed = key === "event_reason" ? reasons : shopNames(key, context);
    const impossible = fieldTexts(value).filter(
        (text) => allowed?.some((one) => matchesPattern(text, one)) === false,
    );
    return [
        ...impossible.map((text) => refused("impossible-value", `${key} is never "${text}"`, at)),
        ...(kind === "logs" && key === "service"
            ? [caution("image-name", serviceIsImageName, at)]
            : []),
    ];
}

function isNumeric(value: FieldValue): boolean {
    return value.kind === "comparison" || value.kind === "range";
}
