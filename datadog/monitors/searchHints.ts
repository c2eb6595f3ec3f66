import { logMatcher } from "../pipeline/matchLog";
import type { ProcessedLog } from "../pipeline/processedLog";
import type { FieldValue, SearchExpression, SearchQuery } from "../query/ast";
import { type SearchTerm, searchTermsOf } from "../query/walk";
import type { Evidence } from "../../evidence/evidence";
import type { SearchRecords } from "./data/records";
import { listed, nearestOf } from "./nearNames";
import { keyHints, type Vocabulary, vocabularyOf } from "./searchVocabulary";

type Field = Extract<SearchTerm, { kind: "field" }>;

/** Their values come and go with what happens: that one is not there is no slip. */
const ofTheMoment: readonly string[] = ["status", "event_reason", "message", "reason"];

/** What no log or event of the run has, of that which a search asks for. */
export function searchHints(
    query: SearchQuery,
    records: SearchRecords,
    evidence: Evidence,
): readonly string[] {
    const words = searchTermsOf(query.search.expression).flatMap(wordHints);
    const vocabulary = vocabularyOf(query.kind, records);
    if (vocabulary.records.length === 0) {
        // Whether something is misspelt shows only where something was written.
        return words;
    }
    const fields = wanted(query.search.expression).filter((term) => term.kind === "field");
    const measured = query.measure === undefined ? [] : [query.measure];
    return [
        ...words,
        ...fields.flatMap((field) => fieldHints(field, vocabulary, evidence)),
        ...[...query.by, ...measured].flatMap((key) =>
            key.startsWith("@")
                ? keyHints(key.slice(1), true, vocabulary)
                : keyHints(key, false, vocabulary),
        ),
    ];
}

/** Of what must not be found none need be there. */
function wanted(expression: SearchExpression): readonly SearchTerm[] {
    switch (expression.kind) {
        case "everything":
        case "not":
            return [];
        case "text":
        case "field":
            return [expression];
        case "and":
        case "or":
            return expression.operands.flatMap(wanted);
    }
}

function wordHints(term: SearchTerm): readonly string[] {
    if (term.kind !== "text" || term.isQuoted) {
        return [];
    }
    const { value } = term;
    if (/^![@\w]/.test(value)) {
        return [`"${value}" is searched as a word and excludes nothing: write -${value.slice(1)}`];
    }
    return ["and", "or", "not"].includes(value)
        ? [`"${value}" is searched as a word: write ${value.toUpperCase()}`]
        : [];
}

function fieldHints(field: Field, vocabulary: Vocabulary, evidence: Evidence): readonly string[] {
    const missing = keyHints(field.key, field.isAttribute, vocabulary);
    return missing.length > 0
        ? missing
        : textsOf(field.value).flatMap((value) => valueHints(field, value, vocabulary, evidence));
}

type Text = Extract<FieldValue, { kind: "text" }>;

function textsOf(value: FieldValue): readonly Text[] {
    switch (value.kind) {
        case "text":
            return [value];
        case "any":
            return value.values.flatMap(textsOf);
        default:
            return [];
    }
}

function valueHints(
    field: Field,
    value: Text,
    { noun, records }: Vocabulary,
    evidence: Evidence,
): readonly string[] {
    const finds = logMatcher({ expression: { ...field, value }, ambiguousAt: undefined });
    const name = `${field.isAttribute ? "@" : ""}${field.key}`;
    if (records.some(finds)) {
        return [];
    }
    if (value.value.includes(",") && !value.isQuoted) {
        const list = value.value.split(",").join(" OR ");
        return [`a comma joins nothing in ${name}:${value.value}: write ${name}:(${list})`];
    }
    const there = [...new Set(records.flatMap((one) => valueIn(one, field) ?? []))];
    const isOpen = field.isAttribute || ofTheMoment.includes(field.key);
    // Events are of status warn, not warning.
    const isLonger = field.key === "status" && there.some((one) => value.value.startsWith(one));
    const isNear = isLonger || nearestOf(value.value, there) !== undefined;
    return (isOpen && !isNear) || isElsewhere(field, value.value, evidence)
        ? []
        : [`no ${noun} has ${name}:${value.value} (there: ${listed(value.value, there)})`];
}

function valueIn(record: ProcessedLog, { key, isAttribute }: Field): string | undefined {
    const own = { service: record.service, status: record.status }[key];
    const value = isAttribute ? record.attributes[key] : (own ?? record.tags[key]);
    return value === undefined || value === "" ? undefined : String(value);
}

/** Names under which the agent knows a container, one of which may be its service. */
const sameName: Readonly<Record<string, readonly string[]>> = {
    service: ["service", "kube_container_name", "kube_deployment"],
};

/** Whoever is in the metrics and wrote nothing was quiet, and is not misspelt. */
function isElsewhere({ key, isAttribute }: Field, value: string, evidence: Evidence): boolean {
    const parts = value.split("*").map((part) => part.replace(/[^\w]/g, "\\$&"));
    const pattern = new RegExp(`^${parts.join(".*")}$`);
    return (
        !isAttribute &&
        [...evidence.series, ...evidence.distributions].some(({ tags }) =>
            (sameName[key] ?? [key]).some((one) => pattern.test(tags[one] ?? "")),
        )
    );
}
