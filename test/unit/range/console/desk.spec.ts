import assert from "node:assert/strict";

import { Listener } from "../../../support/console/listener";
import { opened, type Opened } from "./opened";

describe("questions in the console", () => {
    let world: Opened;
    let listener: Listener;
    let taken: string[];
    let isDone: boolean;
    beforeEach(async () => {
        world = await opened();
        listener = new Listener(world.running.url);
        taken = [];
        isDone = false;
        await listener.until("desk", (desk) => desk === null);
    });
    afterEach(async () => {
        listener.close();
        await world.stop();
    });

    const ask = (): void => {
        world.running.setDesk({
            task: "What is wrong?",
            schema: { oneOf: [] },
            take: (line) => {
                taken.push(line);
                return line.includes("nonsense") ? ["that is nonsense"] : [];
            },
            done: () => {
                isDone = true;
            },
        });
    };

    const sent = async (what: string, body?: unknown): Promise<[number, unknown]> => {
        const answer = await fetch(`${world.running.url}desk/${what}`, {
            method: "POST",
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return [answer.status, await answer.json()];
    };

    it("are shown while somebody asks, to a page that comes later as well", async () => {
        ask();
        const view = { task: "What is wrong?", schema: { oneOf: [] } };
        assert.deepEqual(await listener.until("desk", (desk) => desk !== null), view);
        const later = new Listener(world.running.url);
        assert.deepEqual(await later.until("desk", () => true), view);
        later.close();
        world.running.setDesk(undefined);
        await listener.until("desk", () => listener.all("desk").at(-1) === null);
    });

    it("take answers as lines, and say what is wrong with one", async () => {
        ask();
        assert.deepEqual(await sent("answer", { skill: "detect" }), [202, { errors: [] }]);
        const wrong = [400, { errors: ["that is nonsense"] }];
        assert.deepEqual(await sent("answer", { skill: "nonsense" }), wrong);
        assert.deepEqual(taken, ['{"skill":"detect"}', '{"skill":"nonsense"}']);
    });

    it("end when there is nothing more to say", async () => {
        ask();
        assert.deepEqual(await sent("done"), [202, {}]);
        assert.equal(isDone, true);
    });

    it("take nothing while nothing is asked, and no empty answer", async () => {
        assert.deepEqual(await sent("answer", {}), [409, { errors: ["Nothing is asked."] }]);
        ask();
        assert.equal((await sent("answer"))[0], 400);
        assert.equal((await sent("elsewhere", {}))[0], 400);
        assert.deepEqual(taken, []);
    });
});
