import type { World } from "../world";
import type { Journal } from "./journal";

/** The same world; the journal says each step before it is taken. */
export function journalled(world: World, journal: Journal): World {
    return {
        ...world,
        prepare: (remediation) => {
            journal.enter("fix", remediation);
            return world.prepare(remediation);
        },
        inject: (remediation) => {
            journal.enter("incident", remediation);
            return world.inject(remediation);
        },
        recover: () => {
            journal.enter("recovery");
            return world.recover();
        },
    };
}
