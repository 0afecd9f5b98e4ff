import { createHash } from "node:crypto";
import type { Connection } from "./generated/client";

/** Tells one version of a connection's settings from another, without saying what they are. */
export function settingsHash({ settingsSealed }: Pick<Connection, "settingsSealed">): string {
  return createHash("sha256").update(settingsSealed).digest("hex");
}
