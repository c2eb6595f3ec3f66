/** Where ranges keep what they need while they run, and afterwards if they are asked to. */
import { homedir } from "node:os";
import { join } from "node:path";

/** A folder of the user's own, outside the checkout. */
export function stateRoot(): string {
    const chosen = process.env.XDG_STATE_HOME ?? "";
    const state = chosen === "" ? join(homedir(), ".local", "state") : chosen;
    return join(state, "sock-shop-incidents", "range");
}
