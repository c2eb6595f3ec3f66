/** What a trainer has done, one at a time. */
import { z } from "zod";

import type { RangeActions } from "./actions";
import type { TrainerView } from "./messages";
import { messageOf } from "../../tools/messageOf";

const injection = z.strictObject({
    incident: z.string().min(1),
    remediation: z.array(z.string()).default([]),
    users: z.number().int().min(1).max(10_000).optional(),
});

export interface Refused {
    readonly status: 400 | 404 | 409;
    readonly reason: string;
}

export class Trainer {
    private busy: string | undefined;
    private failure: string | undefined;

    constructor(
        private readonly actions: RangeActions,
        private readonly changed: () => void,
    ) {}

    view(): TrainerView {
        return { incident: this.actions.current(), busy: this.busy, failure: this.failure };
    }

    /** Begins what is asked for; undefined when it has begun. */
    begin(name: string, body: unknown): Refused | undefined {
        const { actions } = this;
        if (this.busy !== undefined) {
            return { status: 409, reason: `Wait until this is done: ${this.busy}` };
        }
        switch (name) {
            case "inject": {
                const asked = injection.safeParse(body);
                if (!asked.success) {
                    return { status: 400, reason: z.prettifyError(asked.error) };
                }
                const stranger = this.strangerIn(asked.data.incident, asked.data.remediation);
                if (stranger !== undefined) {
                    return { status: 400, reason: stranger };
                }
                this.run(`injecting ${asked.data.incident}`, () => actions.inject(asked.data));
                return undefined;
            }
            case "recover":
                this.run("recovering", actions.recover);
                return undefined;
            case "end":
                this.run("ending the range", actions.end);
                return undefined;
            default:
                return { status: 404, reason: `There is no action ${name}` };
        }
    }

    private strangerIn(incident: string, remediation: readonly string[]): string | undefined {
        const { incidents, remediations } = this.actions;
        const ids = incidents.map(({ id }) => id);
        if (!ids.includes(incident)) {
            return `There is no incident ${incident}; there are: ${ids.join(", ")}`;
        }
        const other = remediation.find((one) => !remediations.includes(one));
        return other === undefined
            ? undefined
            : `There is no fix ${other}; there are: ${remediations.join(", ")}`;
    }

    private run(what: string, act: () => Promise<void>): void {
        this.busy = what;
        this.failure = undefined;
        this.changed();
        void act()
            .catch((error: unknown) => {
                this.failure = `${what}: ${messageOf(error)}`;
            })
            .finally(() => {
                this.busy = undefined;
                this.changed();
            });
    }
}
