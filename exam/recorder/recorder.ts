/** Writes down what happens on a range while somebody sits an exam there. */
import type { NamespaceWorld } from "../../range/node/world/namespaceWorld";
import type { Range } from "../../range/range";
import type { EndedRequest } from "../../twin/observer";
import type { answerDoors, ExamRecord, WorldState } from "../record/record";
import { requestsOf } from "../responder/requests";
import { type AccountChange, AccountLog } from "./accountLog";
import { AnswerLog } from "./answerLog";
import { PodLog } from "./podLog";
import { RequestLog, rounded } from "./requestLog";
import { TransitionLog } from "./transitionLog";
import { worldState } from "./worldState";
import { WriteLog } from "./writeLog";

/** The part of a record that the world tells; the rest is known to whoever holds the exam. */
export type Recorded = Pick<
    ExamRecord,
    | "zeroAt"
    | "startedAt"
    | "injectedAt"
    | "endedAt"
    | "answers"
    | "writes"
    | "apiRequests"
    | "accountWrites"
    | "requests"
    | "lostOrders"
    | "placedOrders"
    | "waitingShipments"
    | "pods"
    | "transitions"
    | "before"
    | "after"
    | "omitted"
> &
    Pick<Partial<ExamRecord>, "loadEndedAt">;

/** As much of a record as there is while an exam goes on. */
export type SoFar = Pick<ExamRecord, "requests" | "pods" | "writes" | "injectedAt">;

export interface RecorderOptions {
    readonly range: Range;
    readonly namespace: string;
    /** Whose writes are recorded, as the API server names them. */
    readonly users: ReadonlySet<string>;
}

/** By the world's time. */
interface Moments {
    readonly startedAt: number;
    readonly injectedAt: number;
}

export class Recorder {
    private readonly space: NamespaceWorld;
    private readonly writes: WriteLog;
    private readonly pods = new PodLog();
    private readonly transitions: TransitionLog;
    private requests: RequestLog | undefined;
    private readonly answers = new AnswerLog();
    private readonly accountWrites = new AccountLog();
    private readonly detach: (() => void)[] = [];
    private zero: number | undefined;
    private loadEndedAt: number | undefined;

    private constructor(
        private readonly options: RecorderOptions,
        private readonly before: WorldState,
    ) {
        const { range, namespace, users } = options;
        const space = range.node.world(namespace);
        if (space === undefined) {
            throw new Error(`Nothing has ever run in the namespace ${namespace}.`);
        }
        this.space = space;
        this.writes = new WriteLog(users);
        this.transitions = new TransitionLog(range.account);
        this.attach();
    }

    static async start(options: RecorderOptions): Promise<Recorder> {
        const { range, namespace } = options;
        const before = await worldState(range.plane.api, range.account, namespace);
        return new Recorder(options, before);
    }

    get now(): number {
        return this.options.range.clock.nowSeconds();
    }

    /** When the first user of the load came; undefined: not yet. */
    get loadStartedAt(): number | undefined {
        return (this.zero ??= this.space.loadStartedAt);
    }

    /** Whether whoever sits the exam has written to the cluster, or tried to. */
    get hasWrites(): boolean {
        return this.writes.count > 0;
    }

    /** What has come about up to now; at 0, as in the record, the first user has come. */
    soFar(injectedAt: number): { readonly soFar: SoFar; readonly until: number } {
        const zero = this.loadStartedAt ?? injectedAt;
        return {
            soFar: {
                injectedAt: injectedAt - zero,
                requests: this.requests?.rows ?? [],
                pods: this.pods.rows(zero),
                writes: this.writesFrom(zero),
            },
            until: this.now - zero,
        };
    }

    /** Says why it does not count; undefined: it is on record. */
    answered(door: (typeof answerDoors)[number], line: string): string | undefined {
        return this.answers.add(this.now, door, line);
    }

    /** No later answer counts. */
    closeAnswers(): void {
        this.answers.close();
    }

    /** Ends the recording. */
    async finish({ startedAt, injectedAt }: Moments): Promise<Recorded> {
        const { range, namespace } = this.options;
        const endedAt = this.now;
        range.audit.look();
        this.detach.splice(0).forEach((end) => {
            end();
        });
        const after = await worldState(range.plane.api, range.account, namespace);
        const apiRequests = await requestsOf(range.plane.api);
        const zero = this.zero ?? injectedAt;
        const at = (time: number): number => rounded(time - zero);
        const { loadEndedAt } = this;
        return {
            zeroAt: rounded(range.clock.toWall(zero)),
            startedAt: at(startedAt),
            injectedAt: at(injectedAt),
            endedAt: at(endedAt),
            ...(loadEndedAt === undefined ? {} : { loadEndedAt: at(loadEndedAt) }),
            answers: this.answers.rows(zero),
            writes: this.writesFrom(zero),
            apiRequests,
            accountWrites: this.accountWrites.rows(zero),
            requests: this.requests?.rows ?? [],
            lostOrders: this.requests?.lostOrders ?? [],
            placedOrders: this.requests?.placedOrders ?? [],
            waitingShipments: this.requests?.waitingShipments ?? [],
            pods: this.pods.rows(zero),
            transitions: this.transitions.rows(zero),
            ...{ before: this.before, after },
            omitted: [this.writes, this.answers, this.accountWrites].flatMap(
                ({ omitted }) => omitted,
            ),
        };
    }

    private writesFrom(zero: number): ExamRecord["writes"] {
        return this.writes.rows((wall) => this.options.range.clock.toWorld(wall) - zero);
    }

    private attach(): void {
        const { space, transitions } = this;
        const { audit, accountChanges } = this.options.range;
        const ended = (request: EndedRequest): void => {
            this.log()?.ended(request);
        };
        const sampled = (time: number): void => {
            this.log()?.sampled(time, usersOf(space), space.waitingShipments);
            this.pods.sampled(time, space.pods, space.deployments);
            transitions.look();
            this.lookForEnd(time);
        };
        const changed: AccountChange = (...change) => {
            this.accountWrites.add(this.now, change);
        };
        space.everyRequest.add(ended);
        space.everySecond.add(sampled);
        accountChanges.add(changed);
        this.detach.push(
            audit.onWrite((write) => {
                this.writes.add(write);
            }),
            () => space.everyRequest.delete(ended),
            () => space.everySecond.delete(sampled),
            () => accountChanges.delete(changed),
        );
    }

    private log(): RequestLog | undefined {
        const zero = this.loadStartedAt;
        return zero === undefined ? undefined : (this.requests ??= new RequestLog(zero));
    }

    private lookForEnd(time: number): void {
        const isOn = [...this.space.loads].some(({ isOver }) => !isOver);
        if (this.zero !== undefined) {
            this.loadEndedAt = isOn ? undefined : (this.loadEndedAt ?? time);
        }
    }
}

function usersOf({ loads }: NamespaceWorld): number {
    return [...loads].reduce((sum, { population }) => sum + population.active, 0);
}
