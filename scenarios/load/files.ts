import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LevelControl, levelFile } from "./level";
import type { Mix } from "./mixes";

/** The Python modules that every locustfile imports as its neighbours. */
const modules = [
    "connections.py",
    "failures.py",
    "kubernetes_api.py",
    "level.py",
    "level_keeper.py",
    "level_watch.py",
    "mix.py",
    "orders.py",
    "publish.py",
    "results.py",
    "run_events.py",
    "shop.py",
    "summary.py",
    "workers.py",
];

/** What a generator needs in one flat folder (a ConfigMap's data): file name → text. */
export function loadFiles(mix: Mix, level?: LevelControl): Record<string, string> {
    return {
        "locustfile.py": pythonSource(mix.locustfile),
        "mix.json": `${JSON.stringify(mix, null, 2)}\n`,
        ...(level && { [levelFile]: `${JSON.stringify(level, null, 2)}\n` }),
        ...Object.fromEntries(modules.map((name) => [name, pythonSource(name)])),
    };
}

/** The text of one Python file of this folder, for what needs only that one. */
export function pythonSource(name: string): string {
    return readFileSync(join(__dirname, name), "utf8");
}
