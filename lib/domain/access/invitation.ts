import * as z from "zod";
import { DAY_MS } from "@/lib/base/time";
import { PersonName } from "./team-schema";

/** Long enough for somebody who begins next Monday, short enough that a forgotten link is soon worth nothing. */
export const INVITATION_HOLDS_FOR_MS = 7 * DAY_MS;

export function invitationPath(token: string): `/${string}` {
  return `/invitation/${token}`;
}

/** What somebody new types on the page of their link. What a password has to be is asked where it is set. */
export const AcceptInvitation = z.object({ name: PersonName, password: z.string().min(1, "Choose a password.").max(1000) });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
