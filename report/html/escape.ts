const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** Text for an element or a quoted attribute. */
export function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
