/** What log lines have in common: the same words, with what varies put as a star. */
import type { Found } from "../api";

export interface Pattern {
    readonly service: string;
    readonly text: string;
    readonly count: number;
}

const varying = [
    /\b[0-9a-f]{8}-[0-9a-f-]{27}\b/gi,
    /\b[0-9a-f]{12,}\b/gi,
    /\b\d{4}-\d\d-\d\d[T ][\d:.,]+Z?/g,
    /\d+(\.\d+)*/g,
];

/** The most frequent first. */
export function patternsOf(lines: readonly Found[]): readonly Pattern[] {
    const counts = new Map<string, Pattern>();
    for (const { attributes } of lines) {
        const service = textOf(attributes.service);
        const text = varying.reduce(
            (message, one) => message.replace(one, "*"),
            textOf(attributes.message),
        );
        const key = `${service} ${text}`;
        const known = counts.get(key);
        counts.set(key, { service, text, count: (known?.count ?? 0) + 1 });
    }
    return [...counts.values()].sort((one, other) => other.count - one.count);
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "";
}
