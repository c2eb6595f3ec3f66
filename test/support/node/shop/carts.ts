/** The carts service: what is in each basket. */
import { springStartCpuSeconds, startSlowly } from "./burn";
import { endOnSignal, serve } from "./http";

const baskets = new Map<string, unknown[]>();

endOnSignal();
startSlowly(springStartCpuSeconds);
serve(80, ({ method, path, body }) => {
    const id = path.split("/")[2] ?? "";
    const items = baskets.get(id) ?? [];
    if (method === "POST") {
        baskets.set(id, [...items, body.id]);
    } else if (method === "DELETE") {
        baskets.delete(id);
    }
    return { status: 200, body: items };
});
