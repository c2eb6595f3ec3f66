/** Makes a saved view be there once, or not at all, whatever was there before. */
import { ApiFailure, type SavedView, type SavedViewsApi } from "./api";

/** A view as it should be. Its name is this stack's alone. */
export interface WantedView {
    readonly name: string;
    readonly search: string;
}

export interface Outcome {
    /** Of the view that exists as far as is known; undefined: none. */
    readonly id: number | undefined;
    /** Why it is not as it should be; undefined: it is. */
    readonly failure: string | undefined;
}

/** Waits before another try, in ms: a server that restarts is back within seconds. */
const pausesMs: readonly number[] = [250, 1000];

/**
 * Brings the view about. Every try begins with what is there, so that neither a lost answer nor a
 * second `up` makes another one.
 */
export async function ensureView(
    api: SavedViewsApi,
    wanted: WantedView,
    previousId: number | undefined,
    pauses = pausesMs,
): Promise<Outcome> {
    return persistently(previousId, pauses, async () => {
        const [first, ...others] = await ownViews(api, wanted.name, previousId);
        await Promise.all(others.map(({ id }) => removeOne(api, id)));
        return first === undefined
            ? verified(api, wanted, (await api.create(wanted.name, wanted.search)).id)
            : changed(api, wanted, first);
    });
}

/** Takes the view away. An id in the outcome is one that is still there, or may be. */
export async function removeView(
    api: SavedViewsApi,
    name: string,
    previousId: number | undefined,
    pauses = pausesMs,
): Promise<Outcome> {
    return persistently(previousId, pauses, async () => {
        if (previousId !== undefined) {
            await removeOne(api, previousId);
        }
        // A lost answer may have left one that nobody knows of.
        const views = await ownViews(api, name, undefined).catch((error: unknown) => {
            if (previousId === undefined) {
                throw error;
            }
            return [];
        });
        await Promise.all(views.map(({ id }) => removeOne(api, id)));
        return { id: undefined, failure: undefined };
    });
}

/** The view that was there before comes first; then those of the same name, oldest first. */
async function ownViews(
    api: SavedViewsApi,
    name: string,
    previousId: number | undefined,
): Promise<readonly SavedView[]> {
    const views = (await api.list()).filter((one) => one.id === previousId || one.name === name);
    return views.toSorted(
        (a, b) => Number(b.id === previousId) - Number(a.id === previousId) || a.id - b.id,
    );
}

async function changed(
    api: SavedViewsApi,
    wanted: WantedView,
    { id, name, search }: SavedView,
): Promise<Outcome> {
    if (name === wanted.name && search === wanted.search) {
        return { id, failure: undefined };
    }
    try {
        await api.update(id, wanted.name, wanted.search);
    } catch (error) {
        if (!isStatus(error, 404, 405)) {
            throw error;
        }
        // There is no changing views: a new one in its place.
        await removeOne(api, id);
        return verified(api, wanted, (await api.create(wanted.name, wanted.search)).id);
    }
    return verified(api, wanted, id);
}

/** Whether Datadog has kept what it was sent. A view that cannot be read is believed. */
async function verified(api: SavedViewsApi, wanted: WantedView, id: number): Promise<Outcome> {
    const kept = await api.get(id).catch(() => undefined);
    const isOther = kept?.search !== undefined && kept.search !== wanted.search;
    return { id, failure: isOther ? "Datadog has not kept its search" : undefined };
}

/** A view that is gone already is as good as removed. */
async function removeOne(api: SavedViewsApi, id: number): Promise<void> {
    try {
        await api.remove(id);
    } catch (error) {
        if (!isStatus(error, 404)) {
            throw error;
        }
    }
}

function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
    return error instanceof ApiFailure && statuses.some((status) => status === error.status);
}

/** Tries again what may pass; what fails for good leaves the id that was known before. */
async function persistently(
    previousId: number | undefined,
    pauses: readonly number[],
    attempt: () => Promise<Outcome>,
): Promise<Outcome> {
    for (let tries = 0; ; tries += 1) {
        try {
            return await attempt();
        } catch (error) {
            if (!(error instanceof ApiFailure)) {
                throw error;
            }
            const pause = error.isPassing ? pauses[tries] : undefined;
            if (pause === undefined) {
                return { id: previousId, failure: error.message };
            }
            await new Promise((resolve) => setTimeout(resolve, pause));
        }
    }
}
