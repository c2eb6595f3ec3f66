/** Breaks text into lines no longer than `width`; a word that is longer has a line of its own. */
export function wrapped(text: string, width: number, indent = ""): string {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(/\s+/).filter((one) => one !== "")) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (line !== "" && indent.length + longer.length > width) {
            lines.push(line);
            line = word;
        } else {
            line = longer;
        }
    }
    return [...lines, line].map((one) => `${indent}${one}`).join("\n");
}
