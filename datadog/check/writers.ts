import { type LogPhrase, logPhrases } from "../facts/logs";
import type { SearchExpression } from "../query/ast";
import { fieldTexts } from "../query/walk";
import { caution, type Finding, refused } from "./finding";

const serviceKeys: readonly string[] = ["service", "kube_container_name", "kube_deployment"];

/**
 * Whether the services to which a phrase is bound write it at all. `services` are those that the
 * conditions around it leave; undefined: any.
 */
export function checkWriters(
    expression: SearchExpression,
    services?: readonly string[],
): readonly Finding[] {
    switch (expression.kind) {
        case "and": {
            const inner = narrowed(expression.operands, services);
            return expression.operands.flatMap((one) => checkWriters(one, inner));
        }
        case "or":
            return expression.operands.flatMap((one) => checkWriters(one, services));
        case "text": {
            const lower = expression.value.toLowerCase();
            const phrase = logPhrases.find((one) => lower.includes(one.phrase));
            return phrase === undefined ? [] : judged(phrase, expression.at, services);
        }
        default:
            return [];
    }
}

function narrowed(
    operands: readonly SearchExpression[],
    services: readonly string[] | undefined,
): readonly string[] | undefined {
    const own = operands.flatMap((one) =>
        one.kind === "field" && !one.isAttribute && serviceKeys.includes(one.key)
            ? fieldTexts(one.value).map((text) => text.replace(/^sock-shop-/, ""))
            : [],
    );
    if (own.length === 0) {
        return services;
    }
    return services === undefined ? own : own.filter((one) => services.includes(one));
}

function judged(
    { phrase, writers, why }: LogPhrase,
    at: number,
    services: readonly string[] | undefined,
): readonly Finding[] {
    if (writers.length === 0) {
        return [caution("nobody-writes", `"${phrase}": ${why}`, at)];
    }
    return services === undefined || services.some((one) => writers.includes(one))
        ? []
        : [refused("wrong-writer", `${services.join(", ")} never writes "${phrase}": ${why}`, at)];
}
