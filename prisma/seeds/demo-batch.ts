import { db } from "@/lib/db/client";
import { builtInRole } from "@/lib/domain/access/roles";
import { openBatch } from "@/lib/operations/batches/open-batch";

/** As a spreadsheet of a German colleague would save it: one row to mend, one that lost its zero, one twice. Nothing of it is submitted. */
const LINES = [
  "Empfänger;IBAN;Sort code;Account number;Betrag;Währung;Referenz",
  "Annika Sommer;DE02120300000000202051;;;1.250,00;EUR;Bonus 2041",
  "Jurgen de Wit;NL91ABNA0417164300;;;890,50;EUR;Bonus 2042",
  "Chloé Martin;FR1420041010050500013M02606;;;412,00;EUR;Bonus 2043",
  "Inés Navarro;ES9121000418450200051333;;;305,75;EUR;Bonus 2044",
  "Tom Fletcher;;200000;55779911;240,00;GBP;Bonus 2045",
  "Grace Ellis;;40478;12345678;150,00;GBP;Bonus 2046",
  "Annika Sommer;DE02120300000000202051;;;1.250,00;EUR;Bonus 2041",
];

/** A file that was dropped and not submitted yet, so that the room has something to show. Made once. */
export async function addDemoBatch(merchantId: string): Promise<void> {
  if ((await db().batch.count({ where: { merchantId } })) > 0) return;
  const membership = await db().membership.findFirst({
    where: { merchantId, role: "maker" },
    include: { person: true },
    orderBy: { id: "asc" },
  });
  if (!membership) throw new Error("The demo has nobody who makes payouts.");
  const { id: personId, name } = membership.person;
  const actor = { kind: "person", personId, name, merchantId, ...builtInRole("maker") } as const;
  const bytes = new TextEncoder().encode(`${LINES.join("\r\n")}\r\n`);
  const opened = await openBatch(actor, { bytes, name: "bonuses-november.csv" });
  if (!opened.ok) throw new Error(`The demo's file could not be read: ${opened.error.sentence}`);
}
