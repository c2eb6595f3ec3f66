/** The few helpers that a page without a framework needs. */

export type Child = Node | string | undefined | false;
type Value = string | number | boolean | undefined;
type Attributes = Readonly<Record<string, Value>>;

/** An element with attributes; those that are undefined or false are left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    attributes: Attributes = {},
    ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
    const element = document.createElement(tag);
    set(element, attributes);
    element.append(...given(children));
    return element;
}

export function svg(tag: string, attributes: Attributes = {}): SVGElement {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    set(element, attributes);
    return element;
}

export function set(element: Element, attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === false) {
            element.removeAttribute(name);
        } else if (element.getAttribute(name) !== String(value === true ? "" : value)) {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
}

export function given(children: readonly Child[]): readonly (Node | string)[] {
    return children.filter(
        (child): child is Node | string => child !== undefined && child !== false,
    );
}

/** Writes it only when it is another: what is selected or read aloud stays. */
export function write(element: Element, text: string): void {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

export function byId(id: string): HTMLElement {
    const found = document.getElementById(id);
    if (found === null) {
        throw new Error(`The page has no #${id}`);
    }
    return found;
}

/** Where a section puts what it shows. */
export function bodyOf(section: string): HTMLElement {
    const body = byId(section).querySelector<HTMLElement>(".body");
    if (body === null) {
        throw new Error(`#${section} has no body`);
    }
    return body;
}

/** What is drawn of one item of a list. */
export interface Row<Item> {
    readonly element: HTMLElement;
    readonly update: (item: Item) => void;
}

/** Children by key: those that stay are the same elements, with their focus and scrolling. */
export class Keyed<Item> {
    private rows = new Map<string, Row<Item>>();

    constructor(
        private readonly parent: HTMLElement,
        private readonly keyOf: (item: Item) => string,
        private readonly make: (item: Item) => Row<Item>,
    ) {}

    show(items: readonly Item[]): void {
        const rows = new Map<string, Row<Item>>();
        let place: Element | null = this.parent.firstElementChild;
        for (const item of items) {
            const key = this.keyOf(item);
            const row = this.rows.get(key) ?? this.make(item);
            rows.set(key, row);
            this.rows.delete(key);
            row.update(item);
            if (row.element === place) {
                place = place.nextElementSibling;
            } else {
                this.parent.insertBefore(row.element, place);
            }
        }
        for (const { element } of this.rows.values()) {
            element.remove();
        }
        this.rows = rows;
    }
}
