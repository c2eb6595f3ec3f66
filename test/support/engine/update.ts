/** What one run of the engine did, from the events that it reports. */
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

/** One resource, and what is done to it. */
export interface Step {
    readonly op: OpType;
    readonly urn: string;
    /** Type token, like `kubernetes:apps/v1:Deployment`. */
    readonly type: string;
}

/** How many resources, components and providers aside; a replaced one counts as that, not as created and deleted. */
export interface Counts {
    readonly created: number;
    readonly updated: number;
    readonly replaced: number;
    readonly deleted: number;
    readonly unchanged: number;
}

export interface Update {
    /** Of the CLI alone, from its start to its end. */
    readonly seconds: number;
    readonly steps: readonly Step[];
    readonly counts: Counts;
    readonly warnings: readonly string[];
    /** Empty unless it failed. */
    readonly errors: readonly string[];
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** An update that failed, with what the engine said. */
export class FailedUpdate extends Error {
    constructor(
        readonly update: Update,
        /** All that the CLI wrote. */
        readonly text: string,
    ) {
        super(update.errors.join("\n") || text);
    }
}

/** Collects the events of one run. */
export class UpdateLog {
    readonly steps: Step[] = [];
    readonly warnings: string[] = [];
    readonly errors: string[] = [];

    readonly receive = (event: EngineEvent): void => {
        const step = event.resourcePreEvent?.metadata;
        if (step !== undefined) {
            this.steps.push({ op: step.op, urn: step.urn, type: step.type });
        }
        const message = event.diagnosticEvent;
        if (message?.severity === "warning") {
            this.warnings.push(plain(message.message));
        }
        if (message?.severity === "error") {
            this.errors.push(plain(message.message));
        }
    };

    get counts(): Counts {
        const deployed = this.steps.filter(({ type }) => isDeployed(type));
        const count = (...ops: readonly OpType[]): number =>
            new Set(deployed.filter(({ op }) => ops.includes(op)).map(({ urn }) => urn)).size;
        return {
            created: count("create"),
            updated: count("update"),
            replaced: count("replace"),
            deleted: count("delete"),
            unchanged: count("same"),
        };
    }
}

/** The steps that change something that is deployed. */
export function changesIn(steps: readonly Step[]): readonly Step[] {
    return steps.filter(
        ({ op, type }) => isDeployed(type) && !["same", "refresh", "read"].includes(op),
    );
}

/** Whether there is something behind it: not of components, stacks and providers. */
export function isDeployed(type: string): boolean {
    return !/^(sockshop|pulumi):/.test(type);
}

/** Without the engine's colour marks. */
function plain(message: string): string {
    return message.replace(/<\{%[^%]*%\}>/g, "").trim();
}
