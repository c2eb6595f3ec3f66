/** Looks, finds nothing wrong, and says so. */
import { answer } from "./desk";

answer({ skill: "detect", incident: false });
