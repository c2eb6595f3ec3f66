/*
 * How the tests without a cluster run: spec files side by side, on all cores. What several of them
 * read is made once (test/support/perRun.ts).
 */
const { availableParallelism } = require("node:os");

module.exports = {
    require: ["tsx", "./test/support/perRun.ts"],
    reporter: "./test/support/slowestLast.ts",
    parallel: true,
    jobs: availableParallelism(),
};
