import type { FailureReason } from "../../evidence/evidence";
import type { EndedRequest } from "../observer";
import { clientSeconds } from "../physics/network";
import type { TableRequest } from "./requestTable";
import { bytes, halves, numbers, type UserRows } from "./userRows";

/** What each user asks for now, or asked for last. */
export class CurrentRequests {
    constructor(
        private readonly rows: UserRows,
        private readonly table: readonly TableRequest[],
    ) {}

    choose(user: number, request: number, sock: number): void {
        this.rows.bytes[user * bytes.perRow + bytes.request] = request;
        this.rows.halves[user * halves.perRow + halves.sock] = sock;
    }

    /** It is sent now; that is when its time begins. */
    begin(user: number, now: number): void {
        this.rows.numbers[user * numbers.perRow + numbers.startedAt] = now;
    }

    numberOf(user: number): number {
        return this.rows.bytes[user * bytes.perRow + bytes.request] as number;
    }

    row(user: number): TableRequest {
        return this.table[this.numberOf(user)] as TableRequest;
    }

    path(user: number): string {
        return this.row(user).paths[this.sock(user)] ?? "/";
    }

    /** Seconds since it was sent. */
    age(user: number, now: number): number {
        return now - (this.rows.numbers[user * numbers.perRow + numbers.startedAt] as number);
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
        const orderDollars = dollars[this.sock(user)] ?? 0;
        const isLostOrder = failure !== undefined && status !== undefined && status !== 406;
        return {
            startedAt: time - age,
            endedAt: time + clientSeconds,
            method: spec.method,
            name: spec.name,
            failure,
            status,
            isSetup,
            lostDollars: isLostOrder ? orderDollars : 0,
            orderDollars,
            user,
        };
    }

    private sock(user: number): number {
        return this.rows.halves[user * halves.perRow + halves.sock] as number;
    }
}
