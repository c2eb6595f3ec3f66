import assert from "node:assert/strict";
import { locustArguments, processesFor } from "../../scenarios/load/command";
import { loadFiles } from "../../scenarios/load/files";
import { mix, mixes } from "../../scenarios/load/mixes";

describe("load mixes", () => {
    for (const chosen of Object.values(mixes)) {
        describe(chosen.name, () => {
            it("has sane waits, weights and thresholds", () => {
                assert.ok(chosen.waitSeconds.min > 0);
                assert.ok(chosen.waitSeconds.max >= chosen.waitSeconds.min);
                assert.ok(chosen.tasks.length > 0);
                for (const { name, weight, slowAfterSeconds } of chosen.tasks) {
                    assert.ok(Number.isInteger(weight) && weight > 0, name);
                    assert.ok(slowAfterSeconds === null || slowAfterSeconds > 0, name);
                }
            });

            it("uses each name for one request only, as the statistics need it", () => {
                const names = [...chosen.setup, ...chosen.tasks].map(({ name }) => name);
                assert.deepEqual(names, [...new Set(names)]);
            });

            it("sends credentials exactly when its users have an account", () => {
                const sends = [...chosen.setup, ...chosen.tasks].some((each) => each.basicAuth);
                assert.equal(sends, chosen.account !== "none");
            });

            it("is written whole into mix.json", () => {
                const text = loadFiles(chosen)["mix.json"];
                assert.deepEqual(JSON.parse(text ?? ""), chosen);
            });

            it("does not say in the cluster what the load is for", () => {
                const telling = /crash|hybrid|incident|\bfault|blind|out of memory|\bOOM/i;
                for (const [name, text] of Object.entries(loadFiles(chosen))) {
                    assert.doesNotMatch(`${name} ${text}`, telling);
                }
            });

            it("fits beside nothing else into its ConfigMap with room to spare", () => {
                const size = Object.values(loadFiles(chosen)).join("").length;
                assert.ok(size < 128 * 1024, `${size} characters`);
            });
        });
    }

    it("never lets a basket that is ordered cost more than the payment accepts", () => {
        const { socks, shippingDollars, paymentLimitDollars } = mixes.checkout;
        for (const { name, priceDollars } of socks) {
            assert.ok(priceDollars + shippingDollars <= paymentLimitDollars, name);
        }
        assert.ok(!socks.some(({ name }) => name === "Holy"));
    });

    it("is looked up by name, and an unknown name lists the allowed ones", () => {
        assert.equal(mix("browse"), mixes.browse);
        assert.throws(() => mix("brows"), /"brows".*browse, baskets, stampede, checkout/);
        assert.throws(() => mix("toString"), /Unknown load mix/);
    });

    it("is frozen to the last value", () => {
        assert.throws(() => {
            (mixes.browse.tasks[0] as { weight: number }).weight = 6;
        }, TypeError);
        assert.throws(() => {
            (mixes.browse.accounts[0] as { username: string }).username = "other";
        }, TypeError);
    });
});

describe("locust's command", () => {
    const profile = { users: 750, spawnRate: 50, durationSeconds: 480, processes: 1 };

    it("has as many processes as the users' requests need", () => {
        assert.equal(processesFor(mixes.browse, 750), 1);
        assert.equal(processesFor(mixes.stampede, 1_000), 1);
        assert.equal(processesFor(mixes.stampede, 3_000), 3);
        assert.equal(processesFor(mixes.checkout, 1), 1);
    });

    it("says what the profile says, and speaks of workers only when there are any", () => {
        const alone = locustArguments("http://shop", profile).join(" ");
        assert.equal(
            alone,
            "--locustfile /load/locustfile.py --headless --host http://shop --users 750 " +
                "--spawn-rate 50 --run-time 480s --stop-timeout 2 --exit-code-on-error 0",
        );
        const many = locustArguments("http://shop", { ...profile, processes: 3 }).join(" ");
        assert.equal(
            many,
            `${alone} --processes 3 --expect-workers-max-wait 60 --master-bind-host 127.0.0.1`,
        );
    });
});
