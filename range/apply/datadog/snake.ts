/** The provider says fields in camel case, the API in snake case. */

/** The value with all names of fields in snake case. */
export function snake(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(snake);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [withSeparator(name, "_"), snake(one)]),
    );
}

/** `grokParser` as `grok_parser` or `grok-parser`. */
export function withSeparator(name: string, separator: string): string {
    return name.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}
