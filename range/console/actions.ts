import type { Choice } from "./messages";

/** What a trainer wants to happen. */
export interface Injection {
    readonly incident: string;
    /** Names of fixes that are in place from the beginning. */
    readonly remediation: readonly string[];
    /** Undefined: the incident's own number. */
    readonly users?: number | undefined;
}

/** What the range can be told to do; only the trainer's view has it. */
export interface RangeActions {
    readonly incidents: readonly Choice[];
    readonly remediations: readonly string[];
    /** Id of the incident that is on; undefined when there is none. */
    readonly current: () => string | undefined;
    /** Resolves when it is injected; rejects with a reason for people. */
    readonly inject: (wanted: Injection) => Promise<void>;
    /** Resolves when the shop is as it was. */
    readonly recover: () => Promise<void>;
    /** Ends the range, and this console with it. */
    readonly end: () => Promise<void>;
}
