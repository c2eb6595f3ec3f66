import { Argument, InvalidArgumentError } from "commander";

import { scenarios } from "../scenarios/registry";
import { unknownIncident } from "./unknownIncident";

/** The incident to calibrate; a name that does not exist is answered with the nearest. */
export function incidentArgument(): Argument {
    const known = Object.keys(scenarios);
    return new Argument("<incident>", "whose load").choices(known).argParser((name) => {
        if (!known.includes(name)) {
            throw new InvalidArgumentError(unknownIncident(name));
        }
        return name;
    });
}
