/**
 * The real engine on a range: what mocks cannot show. The chapters share one range and one shop, and
 * each ends with the healthy shop that it began with. Pods, users and Locust are simulated.
 */
import { allPassed } from "../support/allPassed";
import { findEngine } from "../support/engine/availability";
import { Range } from "../support/engine/range";
import { writePage } from "../support/engine/runPage";
import { clusterGone } from "./chapters/clusterGone";
import { crash } from "./chapters/crash";
import { datadog } from "./chapters/datadog";
import { datadogTrouble } from "./chapters/datadogTrouble";
import { downUnderLoad } from "./chapters/downUnderLoad";
import { gate } from "./chapters/gate";
import { healthyShop } from "./chapters/healthyShop";
import { hybrid } from "./chapters/hybrid";
import { interruption } from "./chapters/interruption";
import { latency } from "./chapters/latency";
import { ownStacks } from "./chapters/ownStacks";
import { payment } from "./chapters/payment";
import { refusals } from "./chapters/refusals";
import { remediation } from "./chapters/remediation";
import { response } from "./chapters/response";
import { savedViews } from "./chapters/savedViews";
import { teardown } from "./chapters/teardown";

const chapters = [
    healthyShop,
    refusals,
    crash,
    hybrid,
    latency,
    payment,
    ownStacks,
    interruption,
    gate,
    remediation,
    response,
    downUnderLoad,
    datadog,
    datadogTrouble,
    savedViews,
    teardown,
    clusterGone,
];

describe("the real engine", () => {
    let stage: Range | undefined;
    const range = (): Range => {
        if (stage === undefined) {
            throw new Error("the stage was not set");
        }
        return stage;
    };

    before(async function () {
        const engine = await findEngine();
        if (typeof engine === "string") {
            process.stderr.write(`The engine tier is skipped: ${engine}.\n`);
            this.skip();
        }
        stage = await Range.start(engine);
    });

    beforeEach(function () {
        const test = this.currentTest;
        stage?.record.begin(test?.parent?.title ?? "", test?.title ?? "");
    });

    after(async function () {
        if (stage !== undefined) {
            await stage.stop();
            if (allPassed(this.test?.parent)) {
                await writePage(stage);
            }
        }
    });

    for (const chapter of chapters) {
        chapter(range);
    }
});
