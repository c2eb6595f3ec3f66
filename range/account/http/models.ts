/**
 * Bodies against the models of Datadog's own client library. Its serializers accept what they do
 * not know and mark it; here each such mark is an objection.
 */
import { modelLibrary } from "./modelLibrary";
import { messageOf } from "../../../tools/messageOf";

export interface Model {
    readonly version: "v1" | "v2";
    /** Its name in the client library, like `Monitor` or `Array<Monitor>`. */
    readonly type: string;
}

export const modelV1 = (type: string): Model => ({ version: "v1", type });
export const modelV2 = (type: string): Model => ({ version: "v2", type });

/**
 * What is wrong with a body, one line each. Answers of the real API carry fields that its models
 * leave out, so `extraFields` are refused in requests only.
 */
export function objections(
    { version, type }: Model,
    body: unknown,
    extraFields: "allowed" | "refused",
): readonly string[] {
    let typed: unknown;
    try {
        typed = modelLibrary()[version].deserialize(body, type);
    } catch (error) {
        return [`${type}: ${messageOf(error)}`];
    }
    return found(typed, type)
        .filter(({ kind }) => kind !== "extra" || extraFields === "refused")
        .map(({ text }) => text);
}

interface Objection {
    readonly kind: "extra" | "unknown";
    readonly text: string;
}

function found(value: unknown, path: string): readonly Objection[] {
    if (value instanceof modelLibrary().UnparsedObject) {
        const text = `${path} has none of the known forms: ${JSON.stringify(value._data)}`;
        return [{ kind: "unknown", text }];
    }
    if (Array.isArray(value)) {
        return value.flatMap((one, index) => found(one, `${path}[${index}]`));
    }
    if (typeof value !== "object" || value === null || value instanceof Date) {
        return [];
    }
    // Only instances of models are closed; maps are plain objects.
    const isModel = Object.getPrototypeOf(value) !== Object.prototype;
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
        isModel && key === "additionalProperties" && typeof inner === "object" && inner !== null
            ? Object.keys(inner).map((name): Objection => {
                  return { kind: "extra", text: `${path} has no field ${name}` };
              })
            : key === "_unparsed"
              ? []
              : found(inner, `${path}.${key}`),
    );
}
