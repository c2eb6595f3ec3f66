/** What the simulated shop writes into an answer: its catalogue as it is, else what fits the status. */

export interface Page {
    readonly type: string;
    readonly body: string;
}

/** catalogue-db's dump at 0.3.5: name, price in dollars, stock, tags. */
const socks = [
    ["03fef6ac-1896-4ce8-bd69-b798f85c6e0b", "Holy", 99.99, 1, "magic,action"],
    ["3395a43e-2d88-40de-b95f-e00e1502085b", "Colourful", 18, 438, "brown,blue"],
    ["510a0d7e-8e83-4193-b483-e27e09ddc34d", "SuperSport XL", 15, 820, "sport,black,formal"],
    ["808a2de1-1aaa-4c25-a9b9-6612e8f29a38", "Crossed", 17.32, 738, "blue,red,action,formal"],
    ["819e1fbf-8b7e-4f6d-811f-693534916a8b", "Figueroa", 14, 808, "formal,green,blue"],
    ["837ab141-399e-4c1f-9abc-bace40296bac", "Cat socks", 15, 175, "brown,green,formal"],
    ["a0a4f044-b040-410d-8ead-4de0446aec7e", "Nerd leg", 7.99, 115, "blue,skin"],
    ["d3588630-ad8e-49df-bbd7-3167f7efb246", "YouTube.sock", 10.99, 801, "geek,formal"],
    ["zzz4f044-b040-410d-8ead-4de0446aec7e", "Classic", 12, 127, "brown,green"],
].map(([id, name, price, count, tags]) => ({
    ...{ id, name, description: `Simulated: ${String(name)}`, imageUrl: [], price, count },
    tag: String(tags).split(","),
}));

const json = (value: unknown): Page => ({
    type: "application/json; charset=utf-8",
    body: JSON.stringify(value),
});

export function pageOf(path: string, status: number): Page {
    const [plain = path] = path.split("?");
    if (status === 200 && plain === "/catalogue") {
        return json(socks);
    }
    const sock = socks.find(({ id }) => plain === `/catalogue/${String(id)}`);
    if (status === 200 && sock !== undefined) {
        return json(sock);
    }
    if (status === 200 && (plain === "/" || plain.endsWith(".html"))) {
        const text =
            "This page of the Sock Shop is simulated: only its time and its status are real.";
        return { type: "text/html; charset=UTF-8", body: `<!doctype html><p>${text}</p>\n` };
    }
    if (status === 200 && plain === "/health") {
        return json({ health: [{ service: "simulated", status: "OK", time: "" }] });
    }
    return status >= 500
        ? json({ message: "internal error", error: {} })
        : { type: "text/plain; charset=utf-8", body: status < 300 ? "" : `HTTP ${status}\n` };
}
