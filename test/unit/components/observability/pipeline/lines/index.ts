/** Lines as the shop's containers write them, and what the pipeline must make of each. */
import type { LineExample } from "./example";
import { frontEndLines } from "./frontEnd";
import { goLines } from "./go";
import { loadLines } from "./load";
import { springLines } from "./spring";

/** Containers that the pipeline only names. */
const otherLines: readonly LineExample[] = [
    {
        container: "session-db",
        stream: "stdout",
        line: "1:M 01 Mar 2026 10:00:00.000 * Ready to accept connections",
        status: "info",
        attributes: {},
    },
    {
        container: "catalogue-db",
        stream: "stderr",
        line: "2026-03-01T10:00:00.000000Z 0 [Note] mysqld: ready for connections.",
        status: "error",
        attributes: {},
    },
];

export const lines: readonly LineExample[] = [
    ...frontEndLines,
    ...goLines,
    ...springLines,
    ...loadLines,
    ...otherLines,
];
