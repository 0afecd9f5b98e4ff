import type { Result } from "@/lib/base/result";
import type { Denial } from "@/lib/domain/access/denial";
import { Explained } from "../explained";

/** What the operation did; its denial becomes the command's one sentence, with what is wrong about each field. */
export function done<T>(result: Result<T, Denial>): T {
  if (result.ok) return result.value;
  const { sentence, fields = {} } = result.error;
  const faults = Object.entries(fields).map(([name, sentences]) => `${name}: ${sentences.join(" ")}`);
  throw new Explained([sentence, ...faults].join(" "));
}
