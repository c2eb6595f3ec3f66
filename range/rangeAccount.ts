/** The Datadog account of a range, and what is kept of it where the range is kept. */
import type { Office } from "./account/http/answer";
import { checkKept } from "./account/kept";
import { startAccount, type RunningAccount } from "./account/startAccount";
import { AccountSide } from "./apply/datadog/accountSide";
import type { WorldClock } from "./clock";
import { mcpDoor, mcpPaths } from "./mcp/door";
import { AccountKeeper, type KeptAccountFile, readAccount } from "./state/keptAccount";
import { keepTelemetry } from "./state/keptTelemetry";
import type { KeysAndPorts } from "./state/keysAndPorts";
import type { Place } from "./state/place";
import { TelemetryStore } from "./store/store";

export interface AccountRequest {
    readonly place: Place;
    readonly clock: WorldClock;
    readonly keys: KeysAndPorts;
    readonly report: (line: string) => void;
}

export interface RangeAccount {
    readonly account: RunningAccount;
    readonly store: TelemetryStore;
    /** What the stack has there. */
    readonly side: AccountSide;
    /** Called with each request that may change something. */
    readonly changes: Set<NonNullable<Office["changed"]>>;
    stop(): Promise<void>;
}

export async function startRangeAccount(request: AccountRequest): Promise<RangeAccount> {
    const { place, clock, keys, report } = request;
    const store = new TelemetryStore();
    if (place.isKept && clock.speed === 1) {
        keepTelemetry(place.directory, store, report);
    }
    const before = readAccount(place.directory, checkKept, report);
    const changes: RangeAccount["changes"] = new Set();
    const account = await startAccount({
        changed: (...change) => {
            changes.forEach((told) => {
                told(...change);
            });
        },
        ...{ store, clock, keys, report },
        restored: before?.account,
        port: keys.datadogPort,
        doors: Object.fromEntries(mcpPaths.map((path) => [path, mcpDoor])),
    });
    const side = new AccountSide({ ...keys, apiUrl: account.url }, before?.resources);
    const take = (): KeptAccountFile => ({ account: account.kept(), resources: [...side.kept()] });
    const keeper = place.isKept ? new AccountKeeper(place.directory, take, report) : undefined;
    return {
        ...{ account, store, side, changes },
        stop: async () => {
            await keeper?.stop();
            await account.stop();
        },
    };
}
