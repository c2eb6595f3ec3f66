/** The two ways in which v2 of the API searches records of a kind: with a body, and by address. */
import type { ProcessedLog } from "../../../datadog/pipeline/processedLog";
import type { RecordList } from "../../store/recordList";
import type { RangeClock } from "../../clock";
import type { Account } from "../account";
import { type Fields, ok, type Reply } from "../http/exchange";
import type { Model } from "../http/models";
import type { Call, Route } from "../http/routes";
import { type PageRequest, pageOfRecords } from "./recordPages";
import { pageInAddress, pageInBody, paged } from "./recordRequest";

export interface SearchedRecords<T extends ProcessedLog> {
    /** By address; with `/search` behind it, with a body. */
    readonly path: string;
    readonly response: Model;
    readonly list: RecordList<T>;
    readonly idOf: (record: T) => string;
    readonly told: (record: T, clock: RangeClock) => Fields;
}

export function searchRoutes<T extends ProcessedLog>(
    account: Account,
    { path, response, list, idOf, told }: SearchedRecords<T>,
): readonly Route[] {
    const reply = (call: Call, request: PageRequest): Reply => {
        const { records, next } = pageOfRecords(list, request, idOf);
        const { droppedBefore: keptSince } = list;
        const data = records.map((record) => told(record, account.clock));
        return ok(paged(call, account, { path, data, next, from: request.from, keptSince }));
    };
    return [
        {
            method: "POST",
            path: `${path}/search`,
            isReading: true,
            response,
            handle: (call) => reply(call, pageInBody(call, account)),
        },
        {
            ...{ method: "GET", path, response },
            handle: (call) => reply(call, pageInAddress(call, account)),
        },
    ];
}
