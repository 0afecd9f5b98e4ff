import { headers } from "next/headers";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, isNotAllowed } from "@/lib/domain/access/denial";
import type { Permission } from "@/lib/domain/access/permissions";
import { noteRefusedDeed } from "@/lib/operations/audit/note-refused-deed";
import { PATH_HEADER } from "./path-header";

/** Of what was not done, only that somebody may not do it is written down. */
export async function noteRefused(
  actor: Extract<Actor, { kind: "person" }>,
  permission: Permission,
  denial: Pick<Denial, "code">,
): Promise<void> {
  if (isNotAllowed(denial)) await noteRefusedDeed(actor, { permission, code: denial.code, page: (await headers()).get(PATH_HEADER) ?? "" });
}
