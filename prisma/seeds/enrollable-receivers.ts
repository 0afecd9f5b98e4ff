import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import type { PersonalDetails } from "@/lib/domain/receiver/details";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";
import { confirmAccount } from "@/lib/operations/receivers/decide-account";

type Person = Pick<CreateReceiver, "name" | "reference" | "country"> & {
  readonly email: string;
  readonly address: NonNullable<CreateReceiver["account"]>["address"];
  readonly details?: CreateReceiver["details"];
};

const living = (dialCode: string, number: string, dateOfBirth: string, address: [string, string, string, string, string]) => ({
  phone: { dialCode, number },
  dateOfBirth,
  postalAddress: { line1: address[0], line2: null, city: address[1], state: address[2], postcode: address[3], country: address[4] },
});

/** People whom Ipay and BitPay can be told of. None of them is known there yet: the first payout makes them so. */
const PEOPLE: readonly Person[] = [
  {
    name: "Matilda Hughes",
    email: "matilda.hughes@example.test",
    country: "AU",
    reference: "CUS-AU-01",
    address: { kind: "bsb", bsb: "062000", accountNumber: "11223344" },
    details: living("61", "400123456", "1988-02-11", ["12 George Street", "Perth", "WA", "6000", "AU"]),
  },
  {
    name: "Noah Campbell",
    email: "noah.campbell@example.test",
    country: "AU",
    reference: "CUS-AU-02",
    address: { kind: "bsb", bsb: "733000", accountNumber: "667788" },
    details: living("61", "411222333", "1979-09-30", ["5 Collins Street", "Melbourne", "VIC", "3000", "AU"]),
  },
  {
    name: "Aroha Tamahori",
    email: "aroha.tamahori@example.test",
    country: "NZ",
    reference: "CUS-NZ-01",
    address: { kind: "nzAccount", accountNumber: "010902006838900" },
    details: living("64", "211234567", "1992-06-05", ["48 Queen Street", "Auckland", "Auckland", "1010", "NZ"]),
  },
  // Ipay asks for more than is on file here, which the form says before anything is made.
  {
    name: "Jack Turner",
    email: "jack.turner@example.test",
    country: "AU",
    reference: "CUS-AU-03",
    address: { kind: "bsb", bsb: "082902", accountNumber: "12345678" },
  },
  {
    name: "Satoko Ito",
    email: "satoko.ito@example.test",
    country: "JP",
    reference: "CUS-BTC-01",
    address: { kind: "emailWallet", email: "satoko.ito@example.test" },
  },
  {
    name: "Emil Lindqvist",
    email: "emil.lindqvist@example.test",
    country: "SE",
    reference: "CUS-BTC-02",
    address: { kind: "emailWallet", email: "emil.lindqvist@example.test" },
  },
];

export const ENROLLABLE_COUNT = PEOPLE.length;

/**
 * By the operation that people use, in the name of the merchant's first maker; a checker has called each of them back. Makes what is missing.
 */
export async function addEnrollableReceivers(merchantId: string): Promise<void> {
  const [actor, checker] = [await firstOf(merchantId, "maker"), await firstOf(merchantId, "checker")];
  for (const person of PEOPLE) {
    const { reference, name } = person;
    if ((await db().receiver.count({ where: { merchantId, reference } })) === 0) await create(actor, person);
    // By itself, so that a seed that was interrupted between the two is completed by the next.
    const proposal = await db().receiverAccountVersion.findFirst({
      where: { merchantId, account: { receiver: { reference } }, needsConfirmation: true, decision: null },
    });
    if (proposal) await confirm(checker, { versionId: proposal.id, calledName: name, phone: person.details?.phone });
  }
}

async function create(actor: Actor, { name, email, country, reference, address, details }: Person): Promise<void> {
  const account = { holderName: name, address };
  const created = await createReceiver(actor, { kind: "person", name, email, country, reference, details, account });
  if (!created.ok) throw new Error(`The receiver ${name} could not be made: ${created.error.sentence}`);
}

type Call = { readonly versionId: string; readonly calledName: string; readonly phone: PersonalDetails["phone"] | undefined };

async function confirm(checker: Actor, { versionId, calledName, phone }: Call): Promise<void> {
  const calledNumber = phone ? `+${phone.dialCode} ${phone.number}` : "+49 30 5550100";
  const confirmed = await confirmAccount(checker, { versionId, calledName, calledNumber, calledAt: currentTime() });
  if (!confirmed.ok) throw new Error(`The account of ${calledName} could not be confirmed: ${confirmed.error.sentence}`);
}

async function firstOf(merchantId: string, role: Role): Promise<Actor> {
  const first = await db().membership.findFirst({
    where: { merchantId, role },
    include: { person: true },
    orderBy: { person: { email: "asc" } },
  });
  if (!first) throw new Error(`The merchant has no ${role} yet.`);
  return { kind: "person", personId: first.personId, name: first.person.name, merchantId, ...builtInRole(role) };
}
