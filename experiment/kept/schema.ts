/** What an experiment leaves beside the evidence of its arms. */
import { z } from "zod";

import { type HostSpeed, hostSpeeds } from "../../twin/physics/hostSpeed";

/** Version of the file: its field `schema`. */
export const keptVersion = 1;

const seconds = z.number().nullable();

const hostSpeed = z.enum(Object.keys(hostSpeeds) as HostSpeed[]);

const state = z.enum(["OK", "Warn", "Alert", "No Data"]);

const armSchema = z.object({
    /** As the setting spells it. */
    remediation: z.string(),
    repetition: z.int().positive(),
    ending: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("load over") }),
        z.object({ kind: z.literal("aborted"), why: z.string() }),
        z.object({ kind: z.literal("interrupted") }),
    ]),
    /** Seconds of the shop after the load's first user; null: not reached. */
    clocks: z.object({
        injection: seconds,
        firstFailure: seconds,
        firstRestart: seconds,
        firstScaleOut: seconds,
        alerts: z.record(z.string(), seconds),
        recovery: seconds,
    }),
    monitors: z.array(
        z.object({
            name: z.string(),
            type: z.string(),
            spans: z.array(z.object({ from: z.number(), to: z.number(), state })),
        }),
    ),
    /** Sources that were missing, a sentence each. */
    missing: z.array(z.string()),
    /** What `verify` says at its end. */
    recovery: z.object({ isWhole: z.boolean(), hash: z.string(), problems: z.array(z.string()) }),
    /** Folder of its evidence, beside this file; null: there is none. */
    folder: z.string().nullable(),
});

export const keptSchema = z.object({
    schema: z.literal(keptVersion),
    origin: z.enum(["simulated", "measured"]),
    /** Where it was played, in words. */
    world: z.string(),
    incident: z.string(),
    /** Asks for the same. */
    command: z.string(),
    settings: z.record(z.string(), z.string()),
    /** What its rehearsal is played with. */
    rehearsal: z.object({
        hostSpeed,
        nodeCpus: z.int().positive(),
    }),
    remediations: z.array(z.string()),
    repeat: z.int().positive(),
    /** In the order in which they were played. */
    arms: z.array(armSchema),
    /** Why it ended before its time, where no arm says so. */
    failure: z.string().nullable(),
});

export type KeptExperiment = Readonly<z.infer<typeof keptSchema>>;
export type KeptArm = Readonly<z.infer<typeof armSchema>>;
