import { type Denial, denial } from "@/lib/domain/access/denial";
import { judgeTarget } from "@/lib/domain/endpoint/target";
import { env } from "@/lib/env";

/** Where nothing may be sent is refused before anybody confirms it; what a name leads to is asked at every try. */
export function refuseTarget(url: string): Denial | null {
  const judged = judgeTarget(url, { allowsLoopback: env().webhooksToLoopback });
  return judged.ok ? null : denial("invalidInput", judged.sentence, { url: [judged.sentence] });
}
