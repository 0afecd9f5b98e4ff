import { failed, type Result } from "@/lib/base/result";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { giveTurnBack, takeTurn } from "@/lib/operations/throttle/take-turn";

/** Whoever tries one password on many people is stopped by where it comes from. What succeeds is not counted: an office shares an address. */
export async function fromAddress<T>(ipAddress: string | undefined, signIn: () => Promise<Result<T, Denial>>): Promise<Result<T, Denial>> {
  if (!ipAddress) return signIn();
  if (!(await takeTurn("signInAddress", ipAddress)).isGiven) return failed(denial("lockedOut"));
  const answer = await signIn();
  if (answer.ok) await giveTurnBack("signInAddress", ipAddress);
  return answer;
}
