import { Argument, InvalidArgumentError } from "commander";

import { suggestion } from "../components/settings/reader";
import { scenarios } from "../scenarios/registry";

/** The incident to calibrate; a name that does not exist is answered with the nearest. */
export function incidentArgument(): Argument {
    const known = Object.keys(scenarios);
    return new Argument("<incident>", "incident").choices(known).argParser((name) => {
        if (!known.includes(name)) {
            const text = `Allowed choices are ${known.join(", ")}. ${suggestion(name, known)}`;
            throw new InvalidArgumentError(text.trimEnd());
        }
        return name;
    });
}
