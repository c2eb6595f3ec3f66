/** A command of the project, as `npm run` starts it, in a copy of the project. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { ProjectCopy } from "./projectCopy";

const tsx = pathToFileURL(require.resolve("tsx")).href;

export interface EndedCommand {
    /** Null: it was killed. */
    readonly code: number | null;
    /** Both outputs, as they came. */
    readonly text: string;
}

export class ProjectCommand {
    /** Both outputs so far. */
    text = "";
    private readonly child: ChildProcess;
    readonly ended: Promise<EndedCommand>;

    /** Starts it in a process group of its own, as a shell does. */
    constructor(project: ProjectCopy, command: string, args: readonly string[]) {
        const script = join(project.directory, "cli", `${command}.ts`);
        this.child = spawn(process.execPath, ["--import", tsx, script, ...args], {
            cwd: project.directory,
            env: { ...process.env, ...project.environment, INIT_CWD: project.directory },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        for (const stream of [this.child.stdout, this.child.stderr]) {
            stream?.setEncoding("utf8").on("data", (text: string) => {
                this.text += text;
            });
        }
        this.ended = once(this.child, "exit").then(([code]) => ({
            code: code as number | null,
            text: this.text,
        }));
    }

    get id(): number {
        return this.child.pid ?? 0;
    }

    /** Of this process alone, or, as a terminal does, of all that it has started too. */
    signal(signal: NodeJS.Signals, to: "process" | "group"): void {
        process.kill(to === "group" ? -this.id : this.id, signal);
    }
}
