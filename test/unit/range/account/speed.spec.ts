/** An account of a range that goes ten times as fast as its clients' clocks. */
import assert from "node:assert/strict";

import { WorldClock } from "../../../../range/clock";
import type { Fields } from "../../../../range/account/http/exchange";
import { MinuteHand } from "../../../../range/account/live/minutes";
import { monitor } from "./asking";
import { Desk } from "./desk";

/** A full minute; on the wall as in the world the range starts then. */
const start = 1_700_000_040;
const tags = { host: "node", kube_namespace: "sock-shop" };
const metric = "kubernetes.cpu.usage.total";

describe("the account of a range at speed 10", () => {
    const wall = { now: start };
    const desk = new Desk(new WorldClock({ speed: 10, wall: () => wall.now * 1000 }));
    const { live, account } = desk;
    let id: number;

    before(() => {
        const hand = new MinuteHand(account, live);
        id = Number(desk.ask("POST", "/api/v1/monitor", monitor).id);
        // Thirteen minutes of the world: too much of it from the fourth on, for four minutes.
        for (let at = 0; at <= 780; at += 15) {
            const time = start + at;
            wall.now = start + at / 10;
            const values = [at >= 240 && at < 480 ? 6e8 : 1e8];
            const name = { metric, tags, intervalSeconds: 15 };
            desk.store.add({ series: [{ ...name, times: [time], values }] });
            if (at === 300) {
                const record = { time, title: "Killed", text: "", tags };
                const log = { time, message: "line", status: "info", service: "a", tags } as const;
                desk.store.add({ events: [record], logs: [log] });
            }
            hand.look();
        }
    });

    it("has points at its clients' times, at the steps of the world", () => {
        const query = `from=${start}&to=${wall.now}&query=sum:${metric}{*}`;
        const { series } = desk.ask("GET", `/api/v1/query?${query}`);
        const [first] = series as { pointlist: [number, number][]; interval: number }[];
        const times = (first?.pointlist ?? []).map(([time]) => time / 1000 - start);
        assert.equal(times.length, 52);
        assert.deepEqual(times.slice(0, 3), [0, 1.5, 3]);
        const high = (first?.pointlist ?? []).filter(([, value]) => value > 5e8);
        assert.deepEqual(
            [high[0]?.[0], high.at(-1)?.[0]],
            [(start + 24) * 1e3, (start + 46.5) * 1e3],
        );
    });

    it("has them so for the newer way to ask too", () => {
        const answer = desk.ask("POST", "/api/v2/query/timeseries", {
            data: {
                type: "timeseries_request",
                attributes: {
                    ...{ from: start * 1000, to: wall.now * 1000 },
                    queries: [{ data_source: "metrics", query: `sum:${metric}{*}` }],
                },
            },
        });
        const { times } = (answer.data as Fields).attributes as { times: number[] };
        assert.deepEqual(
            times.slice(0, 3),
            [0, 1500, 3000].map((ms) => start * 1000 + ms),
        );
        assert.ok((times.at(-1) ?? 0) <= wall.now * 1000);
    });

    it("finds events and lines by its clients' time, and shows it", () => {
        const between = (kind: string, from: number, to: number): readonly Fields[] => {
            const filter = {
                query: "host:node",
                from: `${(start + from) * 1e3}`,
                to: `${(start + to) * 1e3}`,
            };
            const { data } = desk.ask("POST", `/api/v2/${kind}/search`, { filter });
            return data as readonly Fields[];
        };
        const at = new Date((start + 30) * 1000).toISOString();
        for (const kind of ["events", "logs/events"]) {
            assert.equal(between(kind, 31, 60).length, 0);
            const [found] = between(kind, 29, 31);
            assert.equal((found?.attributes as Fields).timestamp, at);
        }
        const list = `/api/v1/events?start=${start + 29}&end=${start + 31}`;
        const [event] = desk.ask("GET", list).events as readonly Fields[];
        assert.equal(event?.date_happened, start + 30);
    });

    it("evaluates monitors every minute of the world, and tells of it in its clients' time", () => {
        const told = desk.ask("GET", `/api/v1/monitor/${id}?group_states=all`);
        const groups = (told.state as Fields).groups as Record<string, Record<string, number>>;
        const [group] = Object.values(groups);
        const since = (time: number | undefined): number => (time ?? 0) - start;
        // Five minutes of the world are 30 s; the average is above after two of the four high ones.
        assert.equal(since(group?.last_triggered_ts), 36);
        assert.equal(since(group?.last_resolved_ts), 72);
        const events = desk.ask(
            "GET",
            `/api/v1/events?start=${start}&end=${wall.now}&sources=alert`,
        );
        const happened = (events.events as readonly Fields[]).map(({ date_happened }) =>
            since(Number(date_happened)),
        );
        assert.deepEqual(happened, [72, 36]);
    });

    it("keeps what is posted where its sender means it", () => {
        const body = { title: "Deployed", text: "", date_happened: start + 20 };
        const { event } = desk.ask("POST", "/api/v1/events", body);
        assert.equal((event as Fields).date_happened, start + 20);
        const found = desk.ask("GET", `/api/v1/events?start=${start + 19}&end=${start + 21}`);
        assert.match(JSON.stringify(found), /Deployed/);
        const points = [[start + 40, 7]];
        desk.ask("POST", "/api/v1/series", { series: [{ metric: "own", points, type: "gauge" }] });
        const query = `from=${start + 35}&to=${start + 45}&query=sum:own{*}`;
        const { series } = desk.ask("GET", `/api/v1/query?${query}`);
        const [first] = series as { pointlist: [number, number][] }[];
        // In the step of the sender's ten seconds.
        const [[at, value] = []] = first?.pointlist ?? [];
        assert.equal(value, 7);
        assert.ok(at !== undefined && Math.abs(at / 1000 - start - 40) < 10, String(at));
    });
});
