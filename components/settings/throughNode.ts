/**
 * How the engine runs a script of this project, in the project's folder; no shell in between: the
 * same on Windows.
 */
export const throughNode = ["node", "--import", "./tools/tsx.mjs"] as const;
