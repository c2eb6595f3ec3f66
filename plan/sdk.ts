/** Pulumi's SDK as plans have it. */
import "./withoutCompiler";

export * as pulumi from "@pulumi/pulumi";
