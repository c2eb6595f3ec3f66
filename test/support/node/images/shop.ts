/** The stand-ins of the shop's services as scripts for Node, and which image runs which. */
import {
    chmodSync,
    copyFileSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type ServiceName, services } from "../../../../shop/services";
import { mixes } from "../../../../scenarios/load/mixes";
import { runCommand } from "../../../../range/controlPlane/command";

export const shopSources = join(__dirname, "..", "shop");

const node = "/usr/local/bin/node";
const script = (name: string, ...args: readonly string[]): readonly string[] => [
    node,
    `/opt/shop/${name}.js`,
    ...args,
];
const listener = (...ports: readonly number[]): readonly string[] =>
    script("listener", ...ports.map(String));

/** What stands in for each container of the shop, by its name. */
const entrypoints: Readonly<Record<ServiceName | "rabbitmq-exporter", readonly string[]>> = {
    "front-end": script("npm"),
    // The manifest names the program itself: /app.
    catalogue: [],
    "catalogue-db": listener(3306),
    carts: script("carts"),
    "carts-db": listener(27017),
    orders: script("orders"),
    "orders-db": listener(27017),
    payment: script("payment"),
    "queue-master": script("queueMaster"),
    rabbitmq: listener(5672, 15672),
    "rabbitmq-exporter": listener(9090),
    "session-db": listener(6379),
    shipping: script("shipping"),
    user: script("user"),
    "user-db": listener(27017),
};

/** Image names of the shop, each with what it runs. */
export function shopImages(): ReadonlyMap<string, readonly string[]> {
    const containers = Object.values(services).flatMap((spec) => spec.containers);
    return new Map(
        containers.map(({ name, image }) => [image, entrypoints[name as keyof typeof entrypoints]]),
    );
}

/**
 * The real front-end's Node. It matters: the loop of a newer one accepts one connection per turn, so
 * that a busy process leaves its users in the kernel's queue, and its memory stays low. Measured
 * with turns of 50 ms and 300 clients: Node 18.20.8 (libuv 1.44.2) had accepted all of them after
 * 2 s, Node 24.21.0 (libuv 1.52.1) only 63.
 */
const nodeVersion = "18.20.8";

/** Fills empty folders with Node, which npm brings, and with the scripts. */
export async function installShop(
    nodeRoot: string,
    shopRoot: string,
    downloads: string,
): Promise<void> {
    const name = `node-linux-${process.arch}`;
    const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-save"];
    const wanted = ["--prefix", downloads, `${name}@${nodeVersion}`];
    await runCommand("npm", ["install", ...quiet, ...wanted]);
    mkdirSync(join(nodeRoot, "usr/local/bin"), { recursive: true });
    copyFileSync(join(downloads, "node_modules", name, "bin", "node"), join(nodeRoot, node));
    chmodSync(join(nodeRoot, node), 0o755);
    writeShop(shopRoot);
}

function writeShop(shopRoot: string): void {
    const folder = join(shopRoot, "opt/shop");
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(shopSources)) {
        const source = readFileSync(join(shopSources, name), "utf8");
        const compilerOptions = {
            module: ts.ModuleKind.CommonJS,
            target: ts.ScriptTarget.ES2022,
            esModuleInterop: true,
        };
        const { outputText } = ts.transpileModule(source, { compilerOptions });
        writeFileSync(join(folder, name.replace(/\.ts$/, ".js")), outputText);
    }
    writeFileSync(join(folder, "socks.json"), JSON.stringify(mixes.browse.socks));
    const catalogue = join(shopRoot, "app");
    writeFileSync(catalogue, `#!${node}\nrequire("/opt/shop/catalogue.js");\n`);
    chmodSync(catalogue, 0o755);
    // And of catalogue-db a shell, for which the stand-in is all that it could be asked for.
    const shell = join(shopRoot, "bin", "sh");
    mkdirSync(join(shopRoot, "bin"), { recursive: true });
    writeFileSync(
        shell,
        `#!${node}\nprocess.argv.splice(2, Infinity, "3306");\nrequire("/opt/shop/listener.js");\n`,
    );
    chmodSync(shell, 0o755);
}
