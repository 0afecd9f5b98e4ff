import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import { passwordInForce } from "@/lib/db/password-in-force";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { isPassword } from "./password";
import { countAsRight, reserveTry } from "./tries";

/** Counted like a code: guessing at an open browser is no cheaper than at the door. */
export async function demandPassword(
  { personId }: Extract<Actor, { kind: "person" }>,
  password: string | undefined,
): Promise<Result<null, Denial>> {
  const now = currentTime();
  const person = await db().person.findUniqueOrThrow({ where: { id: personId }, include: { ssoLinks: true } });
  const [email, passwordHash] = [person.email, passwordInForce(person)];
  if (!passwordHash) return ok(null);
  if (!password) return failed(denial("invalidInput", undefined, { password: ["Give your password."] }));
  const attempt = await reserveTry({ email, kind: "stepUp" }, now);
  if (!attempt.ok) return attempt;
  if (!(await isPassword(passwordHash, password)))
    return failed(denial("wrongPassword", undefined, { password: ["That is not your password."] }));
  await countAsRight(db(), attempt.value);
  return ok(null);
}
