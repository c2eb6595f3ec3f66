/**
 * Keeps Pulumi's SDK from loading the TypeScript compiler and npm's reader of package trees, with
 * which it would make cloud code of functions: this program has none such, and both together cost
 * every command that plans half a second to a second of CPU, and 100 MB. Whoever asks them for
 * anything after all gets the real thing. Imported before the SDK; the engine's own runs do not come here.
 */
import { createRequire, Module } from "node:module";

/** As Reflect has it, which says `any`. */
const get: (target: object, key: PropertyKey) => unknown = Reflect.get;

const asSdk = createRequire(require.resolve("@pulumi/pulumi"));

placeLoadedAtUse("typescript", false);
// The SDK copies the exports of what is no ES module, which would be a use.
placeLoadedAtUse("@npmcli/arborist", true);

function placeLoadedAtUse(name: string, isEsModule: boolean): void {
    const file = asSdk.resolve(name);
    if (asSdk.cache[file] !== undefined) {
        return;
    }
    const placeholder = new Module(file);
    const real = (): object => {
        if (asSdk.cache[file] === placeholder) {
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- that is how a cache forgets
            delete asSdk.cache[file];
        }
        return asSdk(file) as object;
    };
    placeholder.loaded = true;
    placeholder.exports = new Proxy(
        {},
        {
            get: (_, key) => (key === "__esModule" ? isEsModule : get(real(), key)),
            has: (_, key) => Reflect.has(real(), key),
        },
    );
    asSdk.cache[file] = placeholder;
}
