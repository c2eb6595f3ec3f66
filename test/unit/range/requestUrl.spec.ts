import { deepEqual, equal } from "node:assert/strict";

import { urlOf } from "../../../range/requestUrl";

describe("what a request asks for", () => {
    it("is a path and a query", () => {
        const { pathname, searchParams } = urlOf({ url: "/api/v1/pods?limit=5" });
        deepEqual([pathname, searchParams.get("limit")], ["/api/v1/pods", "5"]);
    });

    it("can always be read, whatever a client sends", () => {
        const sent = ["//", "///x", "/%", "/\\", "*", "http://[", "[", "", undefined];
        deepEqual(
            sent.map((url) => urlOf({ url }).hostname),
            sent.map(() => "localhost"),
        );
        equal(urlOf({ url: "http://elsewhere/secret" }).pathname, "/");
    });
});
