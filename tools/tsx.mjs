/*
 * What runs the commands, and the scripts that the engine calls, `node --import ./tools/tsx.mjs`: tsx,
 * or where the packages are not installed, as in a fresh clone, what to do about it.
 */
try {
    await import("tsx");
} catch {
    console.error(
        `The packages are not installed in ${process.cwd()}: run npm ci there, then the same again.`,
    );
    process.exit(1);
}
