import * as z from "zod";
import { PERMISSIONS_FOR_PEOPLE } from "./permission-facts";

const Id = z.string().min(1).max(60);
const RoleKey = z.string().min(1, "Choose a role.").max(60);

export const PersonName = z.string().trim().min(1, "Give the name.").max(120, "120 characters at most.");
const Email = z.string().trim().toLowerCase().pipe(z.email("Give an e-mail address.").max(254, "254 characters at most."));

export const InvitePerson = z.object({ email: Email, name: PersonName, role: RoleKey });
export type InvitePerson = z.infer<typeof InvitePerson>;

export const ChangeRole = z.object({ personId: Id, role: RoleKey });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const PersonRef = z.object({ personId: Id });
export type PersonRef = z.infer<typeof PersonRef>;

export const InvitationRef = z.object({ invitationId: Id });
export type InvitationRef = z.infer<typeof InvitationRef>;

const RoleFacts = {
  name: z.string().trim().min(1, "Give the role a name.").max(60, "60 characters at most."),
  description: z.string().trim().max(200, "200 characters at most."),
  permissions: z
    .array(z.enum(PERMISSIONS_FOR_PEOPLE, "No role for people holds this."))
    .transform((chosen) => PERMISSIONS_FOR_PEOPLE.filter((permission) => chosen.includes(permission))),
};
export const CreateRole = z.object(RoleFacts);
export type CreateRole = z.infer<typeof CreateRole>;

export const ChangeRoleFacts = z.object({ role: RoleKey, ...RoleFacts });
export type ChangeRoleFacts = z.infer<typeof ChangeRoleFacts>;

export const RoleRef = z.object({ role: RoleKey });
export type RoleRef = z.infer<typeof RoleRef>;
