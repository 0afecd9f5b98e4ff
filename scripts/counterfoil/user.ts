import { text } from "node:stream/consumers";
import * as z from "zod";
import { randomText } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { ROLES } from "@/lib/domain/access/permissions";
import { resetSecondFactor } from "@/lib/operations/factors/reset-second-factor";
import { addPerson } from "@/lib/operations/people/add-person";
import { changeRole } from "@/lib/operations/people/change-role";
import { disablePerson } from "@/lib/operations/people/disable-person";
import { enablePerson } from "@/lib/operations/people/enable-person";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, FLAG, needed, TEXT } from "./command";
import { merchantNamed } from "./installation";
import { done } from "./outcome";

const ROLE_WORDS = `Roles: ${ROLES.join(", ")}, or the key of one of the merchant's own.`;

export const userCommands: readonly Command[] = [
  {
    name: "user add",
    does: "Lets a person in to a merchant.",
    usage: "--merchant <slug> --email <address> --name <name> --role <role> [--password-stdin]",
    details: [
      ROLE_WORDS,
      "Someone new gets a password that is printed this once, or the one that comes on standard input with --password-stdin.",
      "Someone who works for another merchant here keeps their password and joins this merchant too.",
    ],
    options: { merchant: TEXT, email: TEXT, name: TEXT, role: TEXT, "password-stdin": FLAG },
    run: add,
  },
  {
    name: "user role",
    does: "Gives a person another role, from their next request on.",
    usage: "--merchant <slug> --email <address> --role <role>",
    details: [ROLE_WORDS],
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
  {
    name: "user enable",
    does: "Lets a person who was shut out in again.",
    usage: "--merchant <slug> --email <address>",
    options: { merchant: TEXT, email: TEXT },
    run: enable,
  },
  {
    name: "user reset-factors",
    does: "Takes a person's second factors away, when telephone and recovery codes are lost.",
    usage: "--email <address>",
    details: ["Their sessions end, and until they set up new ones the password alone lets them in."],
    options: { email: TEXT },
    run: resetFactors,
  },
];

async function add({ values }: Call): Promise<Answer> {
  const email = emailIn(needed(values, "email"));
  const name = needed(values, "name");
  const role = needed(values, "role");
  const merchant = await merchantNamed(needed(values, "merchant"));
  const isGiven = values["password-stdin"] === true;
  const password = isGiven ? (await text(process.stdin)).replace(/\r?\n$/, "") : randomText(20);

  const { personId, isNew } = done(await addPerson(merchant.operator, { email, name, role, password }));
  const isTold = isNew && !isGiven;
  const joined = `${email} is ${role} at ${merchant.name} now.`;
  return {
    text: isTold ? `${joined} The password is ${password} and is not shown again.` : joined,
    json: { personId, email, role, merchant: merchant.slug, isNew, ...(isTold ? { password } : {}) },
  };
}

async function setRole({ values }: Call): Promise<Answer> {
  const email = emailIn(needed(values, "email"));
  const role = needed(values, "role");
  const merchant = await merchantNamed(needed(values, "merchant"));
  const { id: personId } = await personBy(email);
  done(await changeRole(merchant.operator, { personId, role }));
  return { text: `${email} is ${role} at ${merchant.name} now.`, json: { personId, email, role, merchant: merchant.slug } };
}

async function disable({ values }: Call): Promise<Answer> {
  const { email, personId, operator } = await memberIn(values);
  done(await disablePerson(operator, { personId }));
  return { text: `${email} is shut out.`, json: { personId, email } };
}

async function resetFactors({ values }: Call): Promise<Answer> {
  const { email, personId, operator } = await memberIn(values);
  done(await resetSecondFactor(operator, { personId }));
  return { text: `${email} has no second factor any more.`, json: { personId, email } };
}

/** For deeds that hold everywhere: they stand in the books of the first merchant that the person works for. */
async function memberIn(values: Call["values"]) {
  const email = emailIn(needed(values, "email"));
  const { id: personId, memberships } = await personBy(email);
  const [membership] = memberships;
  if (!membership) throw new Explained(`${email} belongs to no merchant.`);
  return { email, personId, operator: (await merchantNamed(membership.merchant.slug)).operator };
}

async function enable({ values }: Call): Promise<Answer> {
  const email = emailIn(needed(values, "email"));
  const merchant = await merchantNamed(needed(values, "merchant"));
  const { id: personId } = await personBy(email);
  done(await enablePerson(merchant.operator, { personId }));
  return { text: `${email} may sign in at ${merchant.name} again.`, json: { personId, email, merchant: merchant.slug } };
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
