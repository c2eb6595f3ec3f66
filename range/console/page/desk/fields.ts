/** Fields of a form by the schema of what they take: what is wrong with it, the server says. */
import { h, set } from "../dom";
import { inputOf, read } from "./inputs";
import { type Schema, titleOf } from "./schema";

export interface Field {
    readonly element: HTMLElement;
    /** Undefined: nothing was given. */
    readonly value: () => unknown;
}

/** So many have been made: each has an id of its own, by which its label finds it. */
let fields = 0;

export function fieldOf(name: string, schema: Schema, isRequired: boolean): Field {
    const title = titleOf(name) + (isRequired ? "" : " (optional)");
    const { type, items, properties = {}, description } = schema;
    const id = `field-${(fields += 1)}`;
    const hint =
        description === undefined ? undefined : h("small", { id: `${id}-hint` }, description);
    if (type === "array" && items !== undefined) {
        return listOf(title, hint, items, isRequired);
    }
    if (type === "object" && Object.keys(properties).length > 0) {
        const group = groupOf(schema);
        const legend = h("legend", {}, title);
        return {
            element: h("fieldset", {}, legend, hint, ...group.elements),
            value: () => (isRequired ? group.value() : someOf(group.value())),
        };
    }
    const input = inputOf(schema);
    set(input, { id, "aria-describedby": hint?.id });
    return {
        element: h("div", { class: "field" }, h("label", { for: id }, title), input, hint),
        value: () => (input.value.trim() === "" ? undefined : read(schema, input.value.trim())),
    };
}

export interface Group {
    readonly elements: readonly HTMLElement[];
    readonly value: () => Readonly<Record<string, unknown>>;
}

/** The fields of an object; what its schema fixes is no field. */
export function groupOf({ properties = {}, required = [] }: Schema): Group {
    const fields = Object.entries(properties)
        .filter(([, schema]) => schema.const === undefined)
        .map(([name, schema]) => [name, fieldOf(name, schema, required.includes(name))] as const);
    return {
        elements: fields.map(([, { element }]) => element),
        value: () => {
            const given = fields.map(([name, { value }]) => [name, value()] as const);
            return Object.fromEntries(given.filter(([, value]) => value !== undefined));
        },
    };
}

const someOf = (value: object): object | undefined =>
    Object.keys(value).length === 0 ? undefined : value;

function listOf(
    title: string,
    hint: Element | undefined,
    items: Schema,
    isRequired: boolean,
): Field {
    const legend = h("legend", {}, title);
    const given = (values: readonly unknown[]): unknown =>
        values.length === 0 && !isRequired ? undefined : values;
    if (items.enum !== undefined) {
        const boxes = items.enum.map((value) => h("input", { type: "checkbox", value }));
        const labels = boxes.map((box) => h("label", {}, box, ` ${box.value}`));
        return {
            element: h("fieldset", { class: "choices" }, legend, hint, ...labels),
            value: () => given(boxes.filter(({ checked }) => checked).map(({ value }) => value)),
        };
    }
    if (items.type === "object") {
        return rowsOf(legend, hint, items, given);
    }
    const lines = h("textarea", { rows: 2, placeholder: "one a line", "aria-label": title });
    return {
        element: h("fieldset", {}, legend, hint, lines),
        value: () =>
            given(
                lines.value
                    .split("\n")
                    .map((one) => one.trim())
                    .filter(Boolean),
            ),
    };
}

/** One group of fields, and more on request. */
function rowsOf(
    legend: HTMLElement,
    hint: Element | undefined,
    items: Schema,
    given: (values: readonly unknown[]) => unknown,
): Field {
    const rows: Group[] = [];
    const more = h("button", { type: "button" }, "One more");
    const element = h("fieldset", {}, legend, hint, more);
    const add = (): void => {
        const row = groupOf(items);
        rows.push(row);
        more.before(h("div", { class: "row" }, ...row.elements));
    };
    more.addEventListener("click", add);
    add();
    return {
        element,
        value: () => given(rows.flatMap((row) => someOf(row.value()) ?? [])),
    };
}
