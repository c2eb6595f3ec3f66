/** Changes of objects as deeds: by whom, and what. */
import type { KubernetesObject } from "@kubernetes/client-node";

import type { ChangeOf, WatchedKind } from "../cluster/objectWatch";
import type { Deed } from "../messages";
import type { Deletions } from "./deletions";
import { fieldChanges } from "./fieldChanges";
import { type Author, authorNamed, authorOfChange, authorsOf } from "./managers";
import type { Timeline } from "./timeline";

/** Creations by one hand within this time are one deed: a whole shop is applied in seconds. */
const oneGoSeconds = 10;

const mostDetails = 12;

/** Of deeds in one go: a whole shop, and who goes on and on is cut off. */
const mostInOneGo = 100;

export class ObjectDeeds {
    private serial = 0;
    private lastGo: (Deed & { readonly verb: string; readonly objects: number }) | undefined;

    constructor(
        private readonly timeline: Timeline,
        private readonly now: () => number,
        private readonly deletions: Deletions,
    ) {}

    changed(watched: WatchedKind, { before, after, isOld }: ChangeOf<KubernetesObject>): void {
        const { kind } = watched;
        if (after === undefined) {
            this.deleted(watched, before);
        } else if (before === undefined) {
            this.created(kind, after, isOld);
        } else {
            this.edited(kind, before, after);
        }
    }

    private created(kind: string, after: KubernetesObject, isOld: boolean): void {
        const authors = authorsOf(after).filter(({ lane }) => lane === "people");
        // Of what was there before, all that is known is who was there last, and when.
        for (const author of isOld ? authors : authors.slice(0, 1)) {
            this.addToGo(author, isOld ? "applied" : "created", titleOf(kind, after));
        }
    }

    private edited(kind: string, before: KubernetesObject, after: KubernetesObject): void {
        if (after.metadata?.deletionTimestamp && before.metadata?.deletionTimestamp === undefined) {
            return;
        }
        const details = fieldChanges(before, after);
        const author = authorOfChange(before, after);
        if (details.length > 0 && author !== undefined) {
            this.tell(author, `changed ${titleOf(kind, after)}`, details);
        }
    }

    private deleted(watched: WatchedKind, before: KubernetesObject | undefined): void {
        if (before === undefined) {
            return;
        }
        const at = this.now();
        this.deletions.authorOf(watched, before.metadata ?? {}, (known) => {
            const author = authorNamed(known?.manager ?? "someone", at);
            this.addToGo(author, "deleted", titleOf(watched.kind, before));
        });
    }

    private addToGo(author: Author, verb: string, title: string): void {
        const at = author.at ?? this.now();
        const go = this.lastGo;
        const isSame =
            go?.who === author.manager && go.verb === verb && Math.abs(at - go.at) < oneGoSeconds;
        const details = (isSame ? [...go.details, title] : [title]).slice(0, mostInOneGo);
        const objects = isSame ? go.objects + 1 : 1;
        const what = objects === 1 ? `${verb} ${title}` : `${verb} ${objects} objects`;
        const id = isSame ? go.id : this.nextId();
        const deed: Deed = {
            ...{ id, at, lane: author.lane, tone: "plain", who: author.manager, what },
            ...{ details: details.length === 1 ? [] : details, count: 1 },
        };
        this.lastGo = { ...deed, details, verb, objects };
        this.timeline.tell(deed);
    }

    private tell(author: Author, what: string, details: readonly string[]): void {
        this.lastGo = undefined;
        this.timeline.tell({
            ...{ id: this.nextId(), at: author.at ?? this.now(), lane: author.lane },
            ...{ tone: "plain", who: author.manager, what, count: 1 },
            details: details.slice(0, mostDetails),
        });
    }

    private nextId(): string {
        this.serial += 1;
        return `object-${this.serial}`;
    }
}

function titleOf(kind: string, { metadata }: KubernetesObject): string {
    return `${kind} ${metadata?.name ?? ""}`;
}
