/**
 * The stack on a real node: a real kubelet runs the very objects of the plan, real Locust loads
 * stand-ins of the shop's services, and the kernel decides who is throttled, killed or refused.
 * The chapters share one node and one shop, and each ends with the healthy shop that it began with.
 */
import { allPassed } from "../support/allPassed";
import { writeNodePage } from "../support/node/page";
import { prepareMachine } from "../support/node/machine";
import { Stage } from "../support/node/stage";
import { crash } from "./chapters/crash";
import { healthyShop } from "./chapters/healthyShop";
import { hybrid } from "./chapters/hybrid";
import { latency } from "./chapters/latency";
import { payment } from "./chapters/payment";

const chapters = [healthyShop, crash, payment, latency, hybrid];

describe("the real node", function () {
    // A failed chapter leaves an incident behind; what comes after it would prove nothing.
    this.bail(true);
    let stage: Stage | undefined;
    const staged = (): Stage => {
        if (stage === undefined) {
            throw new Error("the stage was not set");
        }
        return stage;
    };

    before(async function () {
        const report = (line: string): void => void process.stderr.write(`${line}\n`);
        const missing = await prepareMachine(report);
        if (missing !== undefined) {
            report(`The node tier is skipped: ${missing}.`);
            this.skip();
        }
        stage = await Stage.start();
    });

    beforeEach(function () {
        stage?.record.begin(this.currentTest?.parent?.title ?? "");
    });

    after(async function () {
        if (stage !== undefined) {
            const { node, record, operator } = stage;
            await stage.stop();
            if (allPassed(this.test?.parent)) {
                await writeNodePage(node, record, operator.means);
            }
        }
    });

    for (const chapter of chapters) {
        chapter(staged);
    }
});
