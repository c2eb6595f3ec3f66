import type { FailureReason } from "../../evidence/evidence";
import type { EndedRequest } from "../observer";
import { clientSeconds } from "../physics/network";
import type { TableRequest } from "./requestTable";

/** What each user asks for now, or asked for last. */
export class CurrentRequests {
    private readonly request: Uint8Array;
    private readonly sock: Uint16Array;
    private readonly startedAt: Float64Array;

    constructor(
        users: number,
        private readonly table: readonly TableRequest[],
    ) {
        this.request = new Uint8Array(users);
        this.sock = new Uint16Array(users);
        this.startedAt = new Float64Array(users);
    }

    choose(user: number, request: number, sock: number): void {
        this.request[user] = request;
        this.sock[user] = sock;
    }

    /** It is sent now; that is when its time begins. */
    begin(user: number, now: number): void {
        this.startedAt[user] = now;
    }

    numberOf(user: number): number {
        return this.request[user] as number;
    }

    row(user: number): TableRequest {
        return this.table[this.request[user] as number] as TableRequest;
    }

    path(user: number): string {
        return this.row(user).paths[this.sock[user] as number] ?? "/";
    }

    /** Seconds since it was sent. */
    age(user: number, now: number): number {
        return now - (this.startedAt[user] as number);
    }

    /** The request as it ended, at a time in seconds since the epoch. */
    ended(
        user: number,
        time: number,
        age: number,
        failure: FailureReason | undefined,
        status: number | undefined,
    ): EndedRequest {
        const { spec, isSetup, dollars } = this.row(user);
        const isLostOrder = failure !== undefined && status !== undefined && status !== 406;
        return {
            startedAt: time - age,
            endedAt: time + clientSeconds,
            method: spec.method,
            name: spec.name,
            failure,
            status,
            isSetup,
            lostDollars: isLostOrder ? (dollars[this.sock[user] as number] ?? 0) : 0,
            user,
        };
    }
}
