/* Run before `npm start`: without its packages there is nothing but "tsx: not found". */
import { existsSync } from "node:fs";

if (!existsSync(new URL("../node_modules/tsx", import.meta.url))) {
    console.error("The packages are not installed yet: npm ci, then the same again.");
    process.exit(1);
}
