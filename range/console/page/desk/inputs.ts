/** One element of a form for one value, and what is written in it as that value. */
import { h } from "../dom";
import type { Schema } from "./schema";

/** Longer texts get room for lines. */
const longestLine = 200;

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function inputOf({ type, enum: names, format, minimum, maximum, maxLength }: Schema): Input {
    const choices = type === "boolean" ? ["yes", "no"] : names;
    if (choices !== undefined) {
        return h("select", {}, ...["", ...choices].map((one) => h("option", { value: one }, one)));
    }
    if (type === "number" || type === "integer") {
        const step = type === "integer" ? 1 : "any";
        return h("input", { type: "number", step, min: minimum, max: maximum });
    }
    if (format === "date-time") {
        return h("input", { type: "datetime-local", step: 1 });
    }
    return type === "object" || (maxLength ?? 0) > longestLine
        ? h("textarea", { rows: 2, spellcheck: "false" })
        : h("input", { type: "text", autocomplete: "off", spellcheck: "false" });
}

/** What cannot be read stays as it was written, and is refused with the reason. */
export function read({ type, format }: Schema, text: string): unknown {
    switch (type) {
        case "boolean":
            return text === "yes";
        case "number":
        case "integer":
            return Number(text);
        case "object":
            return objectOf(text);
        default:
            return format === "date-time" ? new Date(text).toISOString() : text;
    }
}

function objectOf(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
}
