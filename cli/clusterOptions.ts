import { type Command, InvalidArgumentError } from "commander";

import { defaultPlace } from "../live/snapshot/place";
import { houseCommand } from "./houseCommand";

/** A command that looks at a shop in a cluster: which one is said by options. */
export function clusterCommand(script: string, description: string): Command {
    return houseCommand(`npm run ${script}`, description)
        .option("--context <name>", "context of the kubeconfig", defaultPlace.context)
        .option(
            "--namespace <name>",
            "namespace of the shop",
            checkNamespace,
            defaultPlace.namespace,
        );
}

/** It becomes part of paths, of files and of requests. */
function checkNamespace(text: string): string {
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) {
        throw new InvalidArgumentError("A namespace has only a-z, 0-9 and inner dashes.");
    }
    return text;
}
