import type { Command } from "commander";

/** Refuses a value that is given twice: commander takes the last one without a word. */
export function onceOnly(command: Command, repeatable: readonly string[] = []): Command {
    const given = new Set<string>();
    const options = command.options.filter(
        (option) => (option.required || option.optional) && !repeatable.includes(option.name()),
    );
    for (const option of options) {
        const name = option.name();
        command.on(`option:${name}`, () => {
            if (given.has(name)) {
                command.error(`error: option '${option.flags}' is given twice.`);
            }
            given.add(name);
        });
    }
    return command;
}
