/**
 * The real engine on a range: what mocks cannot show. The chapters share one range and one shop, and
 * each ends with the healthy shop that it began with. Pods, users and Locust are simulated.
 */
import { allPassed } from "../support/allPassed";
import { dropChapter, keepChapter } from "../support/engine/chapterStore";
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

describe("the real engine", function () {
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

    for (const chapter of chapters) {
        chapter(range);
    }
    const { suites } = this;

    for (const suite of suites) {
        suite.afterAll("keeps what it has shown", async () => {
            const shown = stage?.record.end();
            if (allPassed(suite) && shown !== undefined) {
                keepChapter({ ...shown, versions: await range().versions() });
            } else if (suite.tests.some(({ state }) => state === "failed")) {
                dropChapter(suite.title);
            }
        });
    }

    after(async () => {
        if (stage !== undefined) {
            await stage.stop();
            if (suites.some(allPassed)) {
                await writePage(suites.map(({ title }) => title));
            }
        }
    });
});
