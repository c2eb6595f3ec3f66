/** Looks on until there is harm, and goes. */
import { cluster, untilRestarts } from "./desk";

async function main(): Promise<void> {
    await untilRestarts(await cluster(), "front-end");
}

void main();
