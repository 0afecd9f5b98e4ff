import type { Fault } from "../contract/fault";
import { faultOf } from "../contract/faults";
import type { Called } from "./client";

export function faultOfCall(called: Called, now: Date): Fault {
  return called.kind === "noToken" ? called.fault : faultOf(called, now);
}
