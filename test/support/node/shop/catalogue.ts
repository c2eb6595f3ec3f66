/** The catalogue: the socks, and nothing that changes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { endOnSignal, serve } from "./http";

interface Sock {
    readonly id: string;
    readonly name: string;
    readonly priceDollars: number;
}

const socks = (
    JSON.parse(readFileSync(join(__dirname, "socks.json"), "utf8")) as readonly Sock[]
).map(({ id, name, priceDollars }) => ({ id, name, price: priceDollars }));
const notFound = { status_code: 404, status_text: "Not Found", error: "not found" };

endOnSignal();
serve(80, ({ path }) => {
    if (path === "/health") {
        return { status: 200, body: { health: [{ service: "catalogue", status: "OK" }] } };
    }
    const id = path.split("/")[2];
    const body = id === undefined ? socks : (socks.find((sock) => sock.id === id) ?? notFound);
    return { status: 200, body };
});
