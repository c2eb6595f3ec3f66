/** A copy of the project to work in: the engine writes into stack files, and those are committed. */
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Root of the checkout. */
export const checkout = join(__dirname, "..", "..", "..");

/** What the program does not need, or must not be copied. */
const leftOut = new Set(["node_modules", "test", "docs", "snapshots", "results"]);

/** Nothing here may reach an account of the user's. */
export const noAccount: Readonly<Record<string, string>> = {
    DD_API_KEY: "",
    DD_APP_KEY: "",
    DD_BEARER_TOKEN: "",
    DD_HOST: "",
    DATADOG_API_KEY: "",
    DATADOG_APP_KEY: "",
    DATADOG_HOST: "",
};

/** A project directory with a state and settings of the CLI of its own. */
export class ProjectCopy {
    private readonly root = mkdtempSync(join(tmpdir(), "engine-"));
    readonly directory = join(this.root, "project");
    /** The CLI's home: what it remembers goes here, plugins are those of the user. */
    readonly home = join(this.root, "home");

    /**
     * @param program takes the place of index.ts
     * @param account Datadog's variables; default: none, whatever account the user has
     */
    constructor(
        readonly kubeconfigPath: string,
        program?: string,
        private readonly account: Readonly<Record<string, string>> = noAccount,
    ) {
        for (const name of readdirSync(checkout)) {
            if (!leftOut.has(name) && !name.startsWith(".")) {
                cpSync(join(checkout, name), join(this.directory, name), { recursive: true });
            }
        }
        if (program !== undefined) {
            writeFileSync(join(this.directory, "index.ts"), program);
        }
        // `junction` is for Windows, where it needs no right of its own.
        const link = (target: string, path: string): void => {
            symlinkSync(target, path, "junction");
        };
        link(join(checkout, "node_modules"), join(this.directory, "node_modules"));
        // Also when the run is interrupted.
        process.once("exit", () => {
            this.remove();
        });
        mkdirSync(this.home);
        mkdirSync(join(this.root, "state"));
        link(join(usersHome(), "plugins"), join(this.home, "plugins"));
    }

    /** For every command of the CLI. */
    get environment(): Readonly<Record<string, string>> {
        return {
            PULUMI_HOME: this.home,
            PULUMI_BACKEND_URL: pathToFileURL(join(this.root, "state")).href,
            PULUMI_CONFIG_PASSPHRASE: "engine-tier",
            PULUMI_CONFIG_PASSPHRASE_FILE: "",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // Every run of the CLI starts Node anew, some several times.
            NODE_COMPILE_CACHE: join(this.root, "compiled"),
            KUBECONFIG: this.kubeconfigPath,
            ...this.account,
            // The stand-in fails on purpose; to wait until it thinks better of it proves nothing.
            DD_HTTP_CLIENT_RETRY_ENABLED: "false",
        };
    }

    /** The text of a stack's settings file; undefined when there is none. */
    stackFile(stack: string): string | undefined {
        const path = this.stackPath(stack);
        return existsSync(path) ? readFileSync(path, "utf8") : undefined;
    }

    writeStackFile(stack: string, text: string | undefined): void {
        if (text === undefined) {
            rmSync(this.stackPath(stack), { force: true });
        } else {
            writeFileSync(this.stackPath(stack), text);
        }
    }

    /** All that the CLI has stored about its stacks, histories and backups included, as it lies there. */
    storedState(): string {
        const state = join(this.root, "state");
        return readdirSync(state, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
            .join("\n");
    }

    remove(): void {
        // The links in it are removed, not what they lead to.
        rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
    }

    private stackPath(stack: string): string {
        return join(this.directory, `Pulumi.${stack}.yaml`);
    }
}

function usersHome(): string {
    const set = process.env.PULUMI_HOME ?? "";
    return set === "" ? join(homedir(), ".pulumi") : set;
}
