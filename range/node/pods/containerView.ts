/** A container as its status shows it, whoever plays it. Times are the clients', in seconds since the epoch. */

export interface Ended {
    readonly reason: string;
    readonly exitCode: number;
    readonly id: string;
    readonly startedAt: number;
    readonly finishedAt: number;
}

export type ViewedState =
    | { readonly is: "waiting"; readonly reason: string; readonly message?: string }
    | { readonly is: "running"; readonly startedAt: number }
    | { readonly is: "terminated"; readonly ended: Ended };

export interface ContainerView {
    readonly name: string;
    readonly image: string;
    /** Of the container that runs or ran last; empty before the first. */
    readonly id: string;
    readonly state: ViewedState;
    /** Of the container before. */
    readonly last: Ended | undefined;
    readonly isReady: boolean;
    readonly isStarted: boolean;
    readonly restarts: number;
}

/** A pod as its status shows it. */
export interface PodView {
    readonly address: string;
    /** When the node took it. */
    readonly startedAt: number;
    readonly containers: readonly ContainerView[];
}

/** Two views with the same text need no new status. */
export function textOf({ containers }: PodView): string {
    return containers
        .map(({ id, state, isReady, isStarted, restarts }) => {
            const what =
                state.is === "waiting" ? `${state.reason} ${state.message ?? ""}` : state.is;
            return `${id} ${what} ${isReady} ${isStarted} ${restarts}`;
        })
        .join();
}
