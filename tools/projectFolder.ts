import { join } from "node:path";

/**
 * The folder of this project, with package.json and all of its rooms. Not for what threads load: that
 * is bundled (threads.ts), and runs from a temporary folder.
 */
export const projectFolder = join(__dirname, "..");
