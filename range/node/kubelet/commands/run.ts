/** The few commands that `kubectl exec` runs in a simulated container. */
import { identityOf } from "../../api/identity";
import { cat } from "./cat";
import { type Command, type ExecContext, print, type Printed, unknownCommand } from "./command";
import { curl } from "./curl";
import { getent, nslookup } from "./names";
import { rabbitmqctl } from "./rabbitmqctl";
import { wget } from "./wget";

export async function runCommand(words: readonly string[], context: ExecContext): Promise<Printed> {
    const [name = "", ...args] = unwrapped(words);
    const command = commands[name.split("/").at(-1) ?? name];
    if (command === undefined) {
        return unknownCommand(name);
    }
    return command(args, context);
}

/** The command of `sh -c '…'`, where it is a single one. */
function unwrapped(words: readonly string[]): readonly string[] {
    const [shell = "", option, text, ...rest] = words;
    const isShell = /^(\/bin\/)?(sh|bash|ash)$/.test(shell);
    if (isShell && option === "-c" && text !== undefined && rest.length === 0) {
        return /[;&|<>$`()]/.test(text) ? [text] : wordsOf(text);
    }
    return words;
}

/** As a shell has them: what is quoted is one word, or part of one. */
function wordsOf(text: string): readonly string[] {
    const words = text.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
    return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"));
}

const commands: Readonly<Record<string, Command | undefined>> = {
    env: async (_, context) =>
        print(
            Object.entries(await context.variables())
                .map(([name, value]) => `${name}=${value}\n`)
                .join(""),
        ),
    printenv: async ([name], context) => {
        const variables = await context.variables();
        if (name === undefined) {
            return commands.env?.([], context) ?? print("");
        }
        const value = variables[name];
        return value === undefined ? { exitCode: 1 } : print(`${value}\n`);
    },
    true: () => Promise.resolve(print("")),
    echo: (args) => Promise.resolve(print(`${args.join(" ")}\n`)),
    hostname: (_, { pod }) => Promise.resolve(print(`${identityOf(pod).name}\n`)),
    ps: (_, { commandLine }) =>
        Promise.resolve(
            print(`PID   USER     TIME  COMMAND\n    1 root      0:00 ${commandLine}\n`),
        ),
    cat,
    wget,
    curl,
    nslookup,
    rabbitmqctl,
    getent,
};
