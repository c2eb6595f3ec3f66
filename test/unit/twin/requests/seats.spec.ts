import { equal, notEqual } from "node:assert/strict";

import { Exchanges } from "../../../../twin/requests/exchanges";

const client = () => ({ answered: () => undefined, lost: () => undefined });

describe("the exchanges of several loads", () => {
    it("belong to the users of each, side by side, as long as there is room", () => {
        const exchanges = new Exchanges(10);
        const [one, other, third] = [client(), client(), client()];
        equal(exchanges.seat(6, one), 0);
        equal(exchanges.client(5), one);
        equal(exchanges.seat(4, other), 6);
        equal(exchanges.client(5), one);
        equal(exchanges.client(6), other);
        equal(exchanges.seat(1, third), undefined);
    });

    it("are another load's when the first is over, but not before its last request is", () => {
        const exchanges = new Exchanges(10);
        const [one, other] = [client(), client()];
        exchanges.seat(10, one);
        exchanges.putAt(9, 0);
        exchanges.leave(one);
        equal(exchanges.seat(10, other), undefined);
        exchanges.end(9);
        equal(exchanges.seat(10, other), 0);
        equal(exchanges.client(9), other);
    });

    it("are told from those of probes", () => {
        const exchanges = new Exchanges(3);
        exchanges.seat(3, client());
        const probe = client();
        const slot = exchanges.claim(probe);
        equal(exchanges.isUser(slot), false);
        notEqual(exchanges.client(0), probe);
        equal(exchanges.client(slot), probe);
    });
});
