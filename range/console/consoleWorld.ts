/** All that the console knows at the moment, as each role may see it. */
import type { KubeConfig } from "@kubernetes/client-node";

import type { ApiAccess } from "../../live/datadog/request";
import { AccountWatch } from "./account/accountWatch";
import { blindDeed, blindMonitors } from "./blindfold";
import { Answers } from "./cluster/answers";
import { ClusterWatch } from "./cluster/cluster";
import type { Deed, Messages, Role } from "./messages";
import type { WriteSource } from "./timeline/deletions";
import { Timeline } from "./timeline/timeline";

export interface ConsoleWorldOptions {
    readonly datadog: ApiAccess;
    readonly config: KubeConfig;
    readonly namespace: string;
    readonly writes?: WriteSource;
    readonly now: () => number;
    /** Whether a page is open. */
    readonly isLookedAt: () => boolean;
    /** To be told that one of the views is another than before. */
    readonly changed: (what: "cluster" | "monitors" | "deeds") => void;
}

export class ConsoleWorld {
    private readonly timeline = new Timeline();
    private readonly account: AccountWatch;
    private readonly cluster: ClusterWatch;
    private readonly answers: Answers;
    private news: Deed[] = [];

    constructor(options: ConsoleWorldOptions) {
        const { datadog, config, namespace, now, isLookedAt, changed, writes } = options;
        const { timeline } = this;
        const clusterChanged = (): void => {
            changed("cluster");
        };
        this.account = new AccountWatch({
            ...{ datadog, namespace, now, isLookedAt, timeline },
            changed: () => {
                changed("monitors");
            },
        });
        this.cluster = new ClusterWatch({
            ...{ config, namespace, now, timeline, writes, changed: clusterChanged },
        });
        this.answers = new Answers({
            ...{ config, namespace, now, isLookedAt, changed: clusterChanged },
            workloads: () => this.cluster.view().workloads.map(({ name }) => name),
        });
        timeline.onTold((deed) => {
            this.news.push(deed);
            changed("deeds");
        });
    }

    async start(): Promise<void> {
        await Promise.all([this.cluster.start(), this.account.start()]);
        this.answers.start();
    }

    async stop(): Promise<void> {
        this.answers.stop();
        this.account.stop();
        await this.cluster.stop();
    }

    /** Somebody has come to look. */
    wake(): void {
        this.account.wake();
        this.answers.wake();
    }

    pulse(): Omit<Messages["pulse"], "behindSeconds"> {
        return this.account.pulse();
    }

    clusterView(): Messages["cluster"] {
        return { ...this.cluster.view(), answers: this.answers.latest };
    }

    monitors(role: Role): Messages["monitors"] {
        const { monitors } = this.account;
        return role === "trainee" ? blindMonitors(monitors) : monitors;
    }

    /** All that is known, for a page that has just come. */
    deeds(role: Role): Messages["deeds"] {
        return seenBy(role, this.timeline.all);
    }

    /** Takes what has been told since the last time, for all pages that are there. */
    takeNews(): (role: Role) => Messages["deeds"] | undefined {
        const news = this.news;
        this.news = [];
        return (role) => {
            const seen = seenBy(role, news);
            return seen.length === 0 ? undefined : seen;
        };
    }
}

function seenBy(role: Role, deeds: readonly Deed[]): readonly Deed[] {
    return role === "trainee" ? deeds.flatMap((deed) => blindDeed(deed) ?? []) : deeds;
}
