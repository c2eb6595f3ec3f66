import type { Fields } from "../../../../../range/account/http/exchange";
import { keptOf, restore } from "../../../../../range/account/kept";
import { Desk } from "../desk";

/** What the monitor reads. */
export const metric = "kubernetes.containers.restarts";

export interface Told {
    readonly id: number;
    readonly overall_state: string;
    readonly state?: { readonly groups: Readonly<Record<string, Fields>> };
}

export interface Alert {
    readonly title: string;
    readonly text: string;
    readonly alert_type: string;
    readonly tags: readonly string[];
}

/** A desk with one monitor by pod, whose value is said minute by minute. */
export class Watchman {
    desk = new Desk();
    readonly id: number;
    private minute = 0;

    constructor(options: Fields = {}, fields: Fields = {}) {
        this.desk.now = 0;
        const created = this.desk.ask("POST", "/api/v1/monitor", {
            name: "Restarts",
            type: "query alert",
            query: `max(last_1m):max:${metric}{kube_namespace:sock-shop} by {pod_name} > 2`,
            message:
                "{{#is_alert}}Too many: {{value}} of {{threshold}} in {{pod_name.name}}{{/is_alert}}" +
                "{{#is_recovery}}All well{{/is_recovery}}{{^is_alert}}.{{/is_alert}}",
            tags: ["team:sre"],
            options: {
                thresholds: { critical: 2, warning: 1 },
                new_group_delay: 0,
                ...options,
            },
            ...fields,
        });
        this.id = Number(created.id);
    }

    /** One minute with these restarts by pod. */
    pass(restarts: Readonly<Record<string, number>>): void {
        const { desk } = this;
        const start = this.minute * 60;
        this.minute += 1;
        desk.store.add({
            series: Object.entries(restarts).map(([pod, value]) => ({
                metric,
                tags: { kube_namespace: "sock-shop", pod_name: pod },
                intervalSeconds: 15,
                times: [0, 15, 30, 45].map((second) => start + second),
                values: [value, value, value, value],
            })),
        });
        desk.now = start + 60;
        desk.evaluate(start + 60);
    }

    /** The range is left, through a file, and is taken up again after so many minutes. */
    restart(minutesAway: number): void {
        const { store, account, live } = this.desk;
        const file = JSON.stringify(keptOf(account, live));
        this.desk = new Desk();
        this.desk.store.add(store.evidence(0, this.minute * 60));
        this.minute += minutesAway;
        this.desk.now = this.minute * 60;
        restore(this.desk.account, this.desk.live, JSON.parse(file));
    }

    get told(): Told {
        const { id, desk } = this;
        return desk.ask("GET", `/api/v1/monitor/${id}?group_states=all`) as unknown as Told;
    }

    get alerts(): readonly Alert[] {
        const { events } = this.desk.ask("GET", "/api/v1/events?start=0&end=99999&tags=team:sre");
        return (events as Alert[]).toReversed();
    }

    get titles(): readonly string[] {
        return this.alerts.map(({ title }) => title);
    }
}
