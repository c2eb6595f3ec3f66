/** A command of ours: how it is called, what its help looks like, what follows a wrong option. */
import { type Argument, Command, type Option } from "commander";

/**
 * @param called as it is typed, without its arguments: `npm start`, `npm run range`
 */
export function houseCommand(called: string, description: string): Command {
    return new Command(`${called} --`)
        .description(description)
        .configureHelp({ optionDescription: described, argumentDescription: described })
        .showHelpAfterError(`All options: ${called} -- --help`);
}

/** In words: commander quotes choices and defaults as JSON, and shows empty lists. */
function described({
    description,
    argChoices,
    defaultValue,
    defaultValueDescription,
}: Option | Argument): string {
    const usual = defaultValueDescription ?? worded(defaultValue);
    const details = [
        ...(argChoices === undefined ? [] : [`one of ${argChoices.join(", ")}`]),
        ...(usual === undefined ? [] : [`default: ${usual}`]),
    ];
    return details.length === 0 ? description : `${description} (${details.join("; ")})`;
}

function worded(value: unknown): string | undefined {
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
