import assert from "node:assert/strict";
import { mixes, type MixName } from "../../scenarios/load/mixes";
import { customerCases } from "../support/customerCases";
import { removeRuns, runPython } from "./support/scripts";

/** Prints, as JSON, how shop.py judges the answers in $CASES. */
const judging = `
import json, os
from types import SimpleNamespace
from shop import Answer, ShopUser

for case in json.loads(os.environ["CASES"]):
    request = SimpleNamespace(
        success=case["success"], slow_after_seconds=case["slowAfterSeconds"]
    )
    response = SimpleNamespace(request_meta={"response_time": 1000 * case["seconds"]}, error=None)
    answer = Answer(True, case["status"], b"")
    print(json.dumps(str(ShopUser.failure(None, request, answer, response) or "")))
`;

/** Prints how failures.py calls the losses in $CASES. */
const losing = `
import errno, json, os
import geventhttpclient.response
from failures import answer_failure, connect_failure

for case in json.loads(os.environ["CASES"]):
    if "errno" in case:
        code = getattr(errno, case["errno"])
        error = OSError(code, os.strerror(code))
    else:
        error = getattr(geventhttpclient.response, case["raises"])("")
    called = connect_failure if case["while"] == "connecting" else answer_failure
    print(json.dumps(str(called(error, 180.0))))
`;

/** Prints the requests and pauses of a customer's set-up, for each of the numbers in $CASES. */
const settingUp = `
import json, os
import shop

class Customer(shop.ShopUser):
    abstract = True

    def __init__(self, failures):
        self.left, self.steps = failures, []

    def send(self, request, sock=None):
        self.steps.append(request.name)
        self.left -= 1
        return shop.Answer(self.left < 0, 200, b"")

shop.random.uniform = lambda low, high: high
for failures in json.loads(os.environ["CASES"]):
    customer = Customer(failures)
    shop.gevent.sleep = customer.steps.append
    shop.ShopUser.shared = None
    customer.on_start()
    print(json.dumps(customer.steps))
`;

async function printed(program: string, cases: unknown, mix: MixName): Promise<readonly unknown[]> {
    const text = await runPython(mixes[mix], program, { CASES: JSON.stringify(cases) });
    return text
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line));
}

describe("a customer of the load scripts", () => {
    after(removeRuns);

    it("judges answers as the simulation does", async () => {
        const { answers } = customerCases;
        assert.deepEqual(
            await printed(judging, answers, "browse"),
            answers.map(({ text }) => text),
        );
    });

    it("calls what is lost as the simulation does", async () => {
        const { losses } = customerCases;
        assert.deepEqual(
            await printed(losing, losses, "browse"),
            losses.map(({ text }) => text),
        );
    });

    for (const mix of new Set(customerCases.setups.map((setup) => setup.mix))) {
        it(`sets an account of ${mix} up as the simulation does`, async () => {
            const setups = customerCases.setups.filter((setup) => setup.mix === mix);
            const failures = setups.map((setup) => setup.failures);
            assert.deepEqual(
                await printed(settingUp, failures, mix),
                setups.map(({ steps }) => steps),
            );
        });
    }
});
