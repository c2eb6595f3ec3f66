/** What a trainer can have done to the range. */
import { isResponseOnly, remediationNames } from "../scenarios/remediation";
import { scenarios } from "../scenarios/registry";
import type { RangeStack } from "./apply/rangeStack";
import type { RangeActions } from "./console/actions";

/**
 * @param bringUp what comes before an incident where there is no shop yet
 * @param end asks for the end of the range
 */
export function actionsOf(
    stack: RangeStack,
    bringUp: () => Promise<void>,
    end: () => void,
): RangeActions {
    return {
        incidents: Object.values(scenarios).map(({ id, title, summary }) => ({
            id,
            title,
            summary,
        })),
        // A response is the trainee's own.
        remediations: remediationNames.filter((name) => !isResponseOnly(name)),
        current: () => stack.incident,
        inject: async ({ incident, remediation, users }) => {
            if (!stack.isUp) {
                await bringUp();
            }
            await stack.inject({
                incident,
                ...(remediation.length === 0 ? {} : { remediation: remediation.join(",") }),
                ...(users === undefined ? {} : { users: String(users) }),
            });
        },
        recover: () => stack.recover(),
        end: () => {
            end();
            return Promise.resolve();
        },
    };
}
