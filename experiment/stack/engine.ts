/** What an experiment asks of Pulumi. */

/** Settings as text, by key. */
export type Values = Readonly<Record<string, string>>;

/** One stack, whose own settings are never changed. */
export interface Engine {
    readonly stack: string;
    /**
     * `pulumi up` with these in place of the stack's own settings. Rejects with what the engine
     * said, with {@link LockedError} when another update is on.
     */
    readonly up: (values: Values, options?: UpOptions) => Promise<void>;
    /** Rejects where `up` would be refused. Changes nothing. */
    readonly preview: (values: Values) => Promise<void>;
    /** `pulumi cancel`: takes away the lock, whoever holds it. */
    readonly cancel: () => Promise<void>;
}

export interface UpOptions {
    /** Looks first at what there really is. */
    readonly refresh?: boolean;
}

/** Who holds a stack, as far as the engine says. */
export interface Holder {
    readonly user: string;
    readonly host: string;
    readonly process: number;
}

/** The stack is being updated, or an update was killed and has left its lock. */
export class LockedError extends Error {
    constructor(
        readonly stackName: string,
        /** Empty where the backend names nobody. */
        readonly holders: readonly Holder[],
    ) {
        const [holder] = holders;
        const by =
            holder === undefined
                ? ""
                : ` by process ${holder.process} of ${holder.user} on ${holder.host}`;
        super(`Stack ${stackName} is being updated${by}.`);
        this.name = "LockedError";
    }
}

/** Those whom the engine names when it refuses a stack that is locked; it may do so twice. */
export function holdersIn(text: string): readonly Holder[] {
    const names = text.match(/created by \S+@\S+ \(pid \d+\)/g) ?? [];
    return [...new Set(names)].map((name) => {
        const [, user = "", host = "", process] = /by (\S+)@(\S+) \(pid (\d+)/.exec(name) ?? [];
        return { user, host, process: Number(process) };
    });
}
