/** Holds an exam on a range: from a healthy shop to the record of what somebody made of it. */
import { setTimeout as sleep } from "node:timers/promises";

import { defaultPlace } from "../../live/snapshot/place";
import type { Values } from "../../range/apply/rangeStack";
import type { Range } from "../../range/range";
import { Agent } from "../agent/agent";
import { agentEnvironment } from "../agent/environment";
import type { ExamRecord } from "../record/record";
import { Recorder } from "../recorder/recorder";
import { responderUser } from "../responder/responder";
import type { Deed } from "../tasks/tasks";
import { formatDuration } from "../../components/settings/duration";
import { awaitQuiet } from "./awaitQuiet";
import { doDeeds, doEarlierDeeds } from "./deeds";
import { type Desk, setDesk } from "./desk";
import { injectionAfter, loadSeconds } from "./schedule";
import { Sitting } from "./sitting";
import type { Words } from "./words";

export interface ExamRequest {
    readonly range: Range;
    /** Id of the task. */
    readonly task: string;
    readonly words: Words;
    /** Settings of the healthy shop, as it stands; blind. */
    readonly healthy: Values;
    /** What is injected, without how long it lasts. */
    readonly injected: Values & { readonly incident: string };
    /** What else happens in the world; a control's red herrings. */
    readonly deeds: readonly Deed[];
    readonly seed: number;
    readonly node: { readonly hostSpeed: string; readonly nodeCpus: number };
    /** In seconds of the world. */
    readonly capSeconds: number;
    /** Undefined: somebody connects. */
    readonly agent: AgentRequest | undefined;
    /** Told once there is something to connect to. */
    readonly ready: (desk: Desk) => void;
    readonly signal: AbortSignal;
}

export interface AgentRequest {
    readonly command: string;
    /** Variables of this process's environment that it gets too. */
    readonly passed: readonly string[];
    readonly outputFile: string;
    /** The folder that it must not find. */
    readonly project: string;
    /** Told its exit code when it ends before the exam is over. */
    readonly ended: (code: number) => void;
}

/** How often it is looked whether the time has come, in milliseconds. */
const lookMilliseconds = 50;

/** Rejects, before anything is injected, when the agent cannot be run. */
export async function holdExam(request: ExamRequest): Promise<ExamRecord> {
    const { range, healthy, words } = request;
    const namespace = healthy.namespace ?? defaultPlace.namespace;
    await awaitQuiet(range, request.signal);
    await doEarlierDeeds(range, request.deeds);
    const users = new Set([responderUser]);
    const recorder = await Recorder.start({ range, namespace, users });
    const state = new Sitting({ recorder, injected: request.injected });
    const desk = await setDesk({
        ...{ range, namespace, words, hasForm: request.agent === undefined },
        take: (door, line) => recorder.answered(door, line),
        done: () => {
            recorder.closeAnswers();
            state.over("done");
        },
    });
    try {
        return await sit(request, recorder, state, desk);
    } finally {
        await desk.clear();
    }
}

async function sit(
    request: ExamRequest,
    recorder: Recorder,
    state: Sitting,
    desk: Desk,
): Promise<ExamRecord> {
    const { range, seed, capSeconds, signal } = request;
    const startedAt = recorder.now;
    const injectedAt = startedAt + injectionAfter(seed);
    const capAt = startedAt + capSeconds;
    const broken = new AbortController();
    const agent = startAgent(request, desk, state, broken);
    request.ready(desk);
    const duration = loadSeconds(capSeconds);
    const injected = {
        ...request.injected,
        duration: formatDuration(duration),
        expireAfter: "24h",
    };
    const over = new AbortController();
    try {
        await until(recorder, injectedAt, signal, () => {
            broken.signal.throwIfAborted();
            desk.file.look();
        });
        const deeds = doDeeds(range, request.deeds, AbortSignal.any([signal, over.signal]));
        // It is waited for below; until then a failure must not count as unhandled.
        deeds.catch(() => undefined);
        await range.stack.inject(injected);
        while (!state.isOver(injectedAt, capAt) && !signal.aborted) {
            desk.file.look();
            await sleep(lookMilliseconds);
        }
        await deeds;
    } finally {
        over.abort();
        state.over("cap");
        await agent?.stop();
    }
    desk.file.look(true);
    const { task, node, healthy } = request;
    return {
        ...{ format: 1, task, seed, speed: range.clock.speed, ...node, healthy, injected },
        ...(request.agent === undefined ? {} : { command: request.agent.command }),
        ...{ capSeconds, loadSeconds: duration },
        end: signal.aborted ? "interrupted" : (state.end ?? "cap"),
        ...(await recorder.finish({ startedAt, injectedAt })),
    };
}

function startAgent(
    { agent: asked }: ExamRequest,
    desk: Desk,
    state: Sitting,
    broken: AbortController,
): Agent | undefined {
    if (asked === undefined) {
        return undefined;
    }
    const { command, passed, outputFile, project, ended } = asked;
    const agent = new Agent({
        ...{ command, outputFile, directory: desk.directory, mark: desk.mark },
        environment: agentEnvironment(desk, process.env, project, passed),
    });
    agent.ended.then(
        (code) => {
            if (state.end === undefined) {
                ended(code);
            }
            state.over("agent-ended");
        },
        (error: unknown) => {
            broken.abort(error);
            state.over("agent-ended");
        },
    );
    return agent;
}

async function until(
    recorder: Recorder,
    time: number,
    signal: AbortSignal,
    look: () => void,
): Promise<void> {
    while (recorder.now < time && !signal.aborted) {
        look();
        await sleep(lookMilliseconds);
    }
}
