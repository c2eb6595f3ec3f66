import assert from "node:assert/strict";

import { parseRange } from "../../../../cli/range/arguments";

function asked(...args: readonly string[]): {
    request: ReturnType<typeof parseRange> | undefined;
    said: string;
} {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    try {
        return { request: parseRange(args, { log: say, error: say }), said: "" };
    } catch (error) {
        return { request: undefined, said: [...said, String(error)].join("\n") };
    }
}

describe("the speed of a range", () => {
    it("is the wall's unless another one is asked for", () => {
        const speedOf = (...args: readonly string[]): unknown => {
            const { request } = asked(...args);
            return request?.kind === "stay" ? request.speed : undefined;
        };
        assert.equal(speedOf("hybrid"), 1);
        assert.equal(speedOf("hybrid", "--speed", "10"), 10);
    });

    it("is a whole number from 1 to 10, and whatever else is asked for is refused with that", () => {
        for (const speed of ["0", "11", "1.5", "-2", "fast", ""]) {
            const { request, said } = asked("hybrid", `--speed=${speed}`);
            assert.equal(request, undefined, speed);
            assert.match(said, /--speed.*whole number from 1 to 10/s, speed);
        }
    });
});
