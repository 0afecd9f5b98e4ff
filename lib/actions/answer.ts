import type * as z from "zod";
import { actorFor, getActor, type PersonActor } from "@/lib/auth/actor";
import { noteRefused } from "@/lib/auth/note-refused";
import { failed, type Result } from "@/lib/base/result";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { fieldErrors } from "@/lib/domain/access/field-errors";
import type { Permission } from "@/lib/domain/access/permissions";

// What a server action answers with: plain data, never an Error. Actions are public doors that anyone can call with anything.

export type ActionAnswer<T = undefined> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly denial: Denial };

/**
 * The whole of a usual action: who is it, may they, is the input right, then the operation.
 *
 *     export async function approvePayoutAction(input: unknown) {
 *       const answer = await answerAs("payout.approve", ApprovePayout, input, approvePayout);
 *       if (answer.ok) revalidatePath("/approvals");
 *       return answer;
 *     }
 */
export async function answerAs<S extends z.ZodType, T>(
  permission: Permission,
  schema: S,
  input: unknown,
  run: (actor: PersonActor, valid: z.output<S>) => Promise<Result<T, Denial>>,
): Promise<ActionAnswer<T>> {
  return withActor(permission, (actor) => withInput(schema, input, (valid) => run(actor, valid)));
}

/** The same for what everyone may do with what is theirs: no permission is asked for, only who it is. */
export async function answerAsSelf<S extends z.ZodType, T>(
  schema: S,
  input: unknown,
  run: (self: PersonActor, valid: z.output<S>) => Promise<Result<T, Denial>>,
): Promise<ActionAnswer<T>> {
  const self = await getActor();
  return self ? withInput(schema, input, (valid) => run(self, valid)) : { ok: false, denial: denial("unauthenticated") };
}

/** Runs as the signed-in person, or answers why not. */
export async function withActor<T>(
  permission: Permission,
  run: (actor: PersonActor) => Promise<ActionAnswer<T>>,
): Promise<ActionAnswer<T>> {
  const actor = await actorFor(permission);
  if (!actor.ok) return toAnswer(actor);
  const answer = await run(actor.value);
  if (!answer.ok) await noteRefused(actor.value, permission, answer.denial);
  return answer;
}

/** Runs with the parsed input, or answers which fields need changing, by their dotted paths. */
export async function withInput<S extends z.ZodType, T>(
  schema: S,
  input: unknown,
  run: (valid: z.output<S>) => Promise<Result<T, Denial>>,
): Promise<ActionAnswer<T>> {
  const parsed = schema.safeParse(input);
  return toAnswer(parsed.success ? await run(parsed.data) : failed(denial("invalidInput", undefined, fieldErrors(parsed.error))));
}

export function toAnswer<T>(result: Result<T, Denial>): ActionAnswer<T> {
  return result.ok ? { ok: true, value: result.value } : { ok: false, denial: result.error };
}
