/** As much of JSON Schema as the forms of answers use. */
export interface Schema {
    readonly type?: string;
    readonly description?: string;
    readonly const?: unknown;
    readonly enum?: readonly string[];
    readonly format?: string;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly maxLength?: number;
    readonly items?: Schema;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly oneOf?: readonly Schema[];
}

export interface Kind {
    readonly name: string;
    /** What makes it an answer of this kind. */
    readonly fixed: Readonly<Record<string, unknown>>;
    readonly schema: Schema;
}

/** Each is named by the first value that its schema fixes. */
export function kindsOf({ oneOf = [] }: Schema): readonly Kind[] {
    return oneOf.map((schema) => {
        const constants = Object.entries(schema.properties ?? {}).flatMap(([field, value]) =>
            value.const === undefined ? [] : [[field, value.const] as const],
        );
        const [, name] = constants[0] ?? [];
        return {
            name: typeof name === "string" ? name : "",
            fixed: Object.fromEntries(constants),
            schema,
        };
    });
}

/** `notAffected` as people write it: Not affected. */
export function titleOf(name: string): string {
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return words.charAt(0).toUpperCase() + words.slice(1);
}
