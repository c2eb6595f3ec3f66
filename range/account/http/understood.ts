import { QuerySyntaxError } from "../../../datadog/query/scanner";
import { refusal } from "./exchange";

/** @throws a refusal that shows the place, for a query or search that is not understood. */
export function understood<T>(what: string, read: () => T): T {
    try {
        return read();
    } catch (error) {
        if (error instanceof QuerySyntaxError) {
            throw refusal(400, `${what}: ${error.message}`);
        }
        throw error;
    }
}
