import type { Fields } from "../http/exchange";

/** Set by the server, and not to be checked as if they had been sent. */
const serverFields = new Set([
    "id",
    "org_id",
    "multi",
    "created",
    "modified",
    "deleted",
    "assets",
    "overall_state",
    "creator",
]);

/** The fields of a stored object that its owner has set. */
export function withoutServerFields(stored: Fields): Fields {
    return Object.fromEntries(Object.entries(stored).filter(([key]) => !serverFields.has(key)));
}
