import { db } from "@/lib/db/client";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";

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

/** By the operation that people use, in the name of the merchant's first maker. Makes what is missing. */
export async function addEnrollableReceivers(merchantId: string): Promise<void> {
  const maker = await db().membership.findFirst({
    where: { merchantId, role: "maker" },
    include: { person: true },
    orderBy: { person: { email: "asc" } },
  });
  if (!maker) throw new Error("The merchant has no maker yet.");
  const actor = { kind: "person", personId: maker.personId, name: maker.person.name, merchantId, role: "maker" } as const;
  for (const { name, email, country, reference, address, details } of PEOPLE) {
    if ((await db().receiver.count({ where: { merchantId, reference } })) > 0) continue;
    const created = await createReceiver(actor, {
      kind: "person",
      name,
      email,
      country,
      reference,
      details,
      account: { holderName: name, address },
    });
    if (!created.ok) throw new Error(`The receiver ${name} could not be made: ${created.error.sentence}`);
  }
}
