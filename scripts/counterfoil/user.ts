import { text } from "node:stream/consumers";
import { z } from "zod";
import { randomText } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { isRole, ROLES, type Role } from "@/lib/domain/access/permissions";
import { addPerson } from "@/lib/operations/people/add-person";
import { changeRole } from "@/lib/operations/people/change-role";
import { disablePerson } from "@/lib/operations/people/disable-person";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, FLAG, needed, TEXT } from "./command";
import { merchantNamed } from "./installation";
import { done } from "./outcome";

export const userCommands: readonly Command[] = [
  {
    name: "user add",
    does: "Lets a person in to a merchant.",
    usage: "--merchant <slug> --email <address> --name <name> --role <role> [--password-stdin]",
    details: [
      `Roles: ${ROLES.join(", ")}.`,
      "Someone new gets a password that is printed this once, or the one that comes on standard input with --password-stdin.",
      "Someone who works for another merchant here keeps their password and joins this merchant too.",
    ],
    options: { merchant: TEXT, email: TEXT, name: TEXT, role: TEXT, "password-stdin": FLAG },
    run: add,
  },
  {
    name: "user role",
    does: "Gives a person another role; their sessions end.",
    usage: "--merchant <slug> --email <address> --role <role>",
    details: [`Roles: ${ROLES.join(", ")}.`],
    options: { merchant: TEXT, email: TEXT, role: TEXT },
    run: setRole,
  },
  {
    name: "user disable",
    does: "Shuts a person out, everywhere and at once.",
    usage: "--email <address>",
    options: { email: TEXT },
    run: disable,
  },
];

async function add({ values }: Call): Promise<Answer> {
  const email = emailIn(needed(values, "email"));
  const name = needed(values, "name");
  const role = roleIn(needed(values, "role"));
  const merchant = await merchantNamed(needed(values, "merchant"));
  const isGiven = values["password-stdin"] === true;
  const password = isGiven ? (await text(process.stdin)).replace(/\r?\n$/, "") : randomText(20);

  const { personId, isNew } = done(await addPerson(merchant.operator, { email, name, role, password }));
  const isTold = isNew && !isGiven;
  const joined = `${email} is a ${role} at ${merchant.name} now.`;
  return {
    text: isTold ? `${joined} The password is ${password} and is not shown again.` : joined,
    json: { personId, email, role, merchant: merchant.slug, isNew, ...(isTold ? { password } : {}) },
  };
}

async function setRole({ values }: Call): Promise<Answer> {
  const email = emailIn(needed(values, "email"));
  const role = roleIn(needed(values, "role"));
  const merchant = await merchantNamed(needed(values, "merchant"));
  const { id: personId } = await personBy(email);
  done(await changeRole(merchant.operator, { personId, role }));
  return { text: `${email} is a ${role} at ${merchant.name} now.`, json: { personId, email, role, merchant: merchant.slug } };
}

async function disable({ values }: Call): Promise<Answer> {
  const email = emailIn(needed(values, "email"));
  const person = await personBy(email);
  const [membership] = person.memberships;
  if (!membership) throw new Explained(`${email} belongs to no merchant.`);
  const merchant = await merchantNamed(membership.merchant.slug);
  done(await disablePerson(merchant.operator, { personId: person.id }));
  return { text: `${email} is shut out.`, json: { personId: person.id, email } };
}

async function personBy(email: string) {
  const person = await db().person.findUnique({
    where: { email },
    select: { id: true, memberships: { select: { merchant: { select: { slug: true } } } } },
  });
  if (!person) throw new Explained(`Nobody has the e-mail address ${email}.`);
  return person;
}

function emailIn(typed: string): string {
  const read = z.email().safeParse(typed.toLowerCase());
  if (!read.success) throw new Explained(`"${typed}" is no e-mail address.`);
  return read.data;
}

function roleIn(typed: string): Role {
  if (!isRole(typed)) throw new Explained(`There is no role "${typed}". Roles: ${ROLES.join(", ")}.`);
  return typed;
}
