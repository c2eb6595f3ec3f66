/** Plans with some of the shop only. */
import { type ServiceName, serviceNames } from "../../../shop/services";
import type { Plan } from "../../../plan/plan";

/** The plan with these services of the shop, and with everything beside the shop. */
export function withServices(plan: Plan, services: readonly ServiceName[]): Plan {
    const left = serviceNames.filter((name) => !services.includes(name));
    const names = new Set(
        left.flatMap((name) => [
            `sock-shop-${name}`,
            `sock-shop-${name}-deployment`,
            `sock-shop-${name}-service`,
        ]),
    );
    return { ...plan, resources: plan.resources.filter(({ name }) => !names.has(name)) };
}
