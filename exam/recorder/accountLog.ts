/** Writes to Datadog's account that can make the shop look healthier than it is, bounded. */
import type { Range } from "../../range/range";
import type { RecordedAccountWrite } from "../record/record";
import { rounded } from "./requestLog";

export type AccountChange = Range["accountChanges"] extends Set<infer T> ? T : never;

const mostWrites = 1000;

/** In characters; a longer body is left out. */
const longestBody = 64 * 1024;

const watched = /^\/api\/v[12]\/(monitor|downtime|slo|dashboard)/;
const reading = /\/(search|validate|can_delete)\b/;

export class AccountLog {
    private readonly kept: RecordedAccountWrite[] = [];
    private leftOut = 0;

    /** @param time by the world */
    add(time: number, [asked, { status }, who]: Parameters<AccountChange>): void {
        const { method, path, text } = asked;
        if (!watched.test(path) || reading.test(path)) {
            return;
        }
        if (this.kept.length >= mostWrites) {
            this.leftOut += 1;
            return;
        }
        const body = text === "" || text.length > longestBody ? {} : { body: text };
        this.kept.push({ at: time, who, method, path, status, ...body });
    }

    /** @param zero time of the load's first user */
    rows(zero: number): readonly RecordedAccountWrite[] {
        return this.kept.map((one) => ({ ...one, at: rounded(one.at - zero) }));
    }

    get omitted(): readonly string[] {
        return this.leftOut === 0
            ? []
            : [`${this.leftOut} writes to the account were too many to be recorded`];
    }
}
