import { newId } from "@/lib/base/id";
import { db } from "@/lib/db/client";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { submitBatch } from "@/lib/operations/batches/submit-batch";
import { readDemoMaker } from "./read-demo-maker";

/** As a spreadsheet of a German colleague would save it: one row to mend, one that lost its zero, one twice. Nothing of it is submitted. */
const BONUSES = [
  "Empfänger;IBAN;Sort code;Account number;Betrag;Währung;Referenz",
  "Annika Sommer;DE02120300000000202051;;;1.250,00;EUR;Bonus 2041",
  "Jurgen de Wit;NL91ABNA0417164300;;;890,50;EUR;Bonus 2042",
  "Chloé Martin;FR1420041010050500013M02606;;;412,00;EUR;Bonus 2043",
  "Inés Navarro;ES9121000418450200051333;;;305,75;EUR;Bonus 2044",
  "Tom Fletcher;;200000;55779911;240,00;GBP;Bonus 2045",
  "Grace Ellis;;40478;12345678;150,00;GBP;Bonus 2046",
  "Annika Sommer;DE02120300000000202051;;;1.250,00;EUR;Bonus 2041",
];

/** One that is submitted whole and waits for its approval as one: two of its rows ask for more than one signature. */
const SUPPLIERS = [
  "Supplier,IBAN,Amount,Currency,Reference,Connection",
  "Nordwind Logistik GmbH,DE75512108001245126199,4180.00,EUR,Freight 7719,ivy-eur",
  "Atelier Duval,FR7630006000011234567890189,960.40,EUR,Posters,ivy-eur",
  "Van Dijk Verpakkingen,NL20INGB0001234567,2315.75,EUR,Cartons,ivy-eur",
  "Molino Verde SL,ES7921000813610123456789,12840.00,EUR,Harvest 26,ivy-eur",
  "Studio Brandt,DE12500105170648489890,730.00,EUR,Website,ivy-eur",
  "Kellermann Bau AG,DE89370400440532013000,26500.00,EUR,Yard,ivy-eur",
];

/** Files that were dropped, so that the rooms of files and of approvals have something to show. Each is made once. */
export async function addDemoBatch(merchantId: string): Promise<void> {
  await addFile(merchantId, { name: "bonuses-november.csv", lines: BONUSES, isSubmitted: false });
  await addFile(merchantId, { name: "suppliers-november.csv", lines: SUPPLIERS, isSubmitted: true });
}

type DemoFile = { readonly name: string; readonly lines: readonly string[]; readonly isSubmitted: boolean };

async function addFile(merchantId: string, { name, lines, isSubmitted }: DemoFile): Promise<void> {
  if ((await db().batch.count({ where: { merchantId, name } })) > 0) return;
  const actor = await readDemoMaker(merchantId);
  const opened = await openBatch(actor, { bytes: new TextEncoder().encode(`${lines.join("\r\n")}\r\n`), name });
  if (!opened.ok) throw new Error(`The demo's file could not be read: ${opened.error.sentence}`);
  if (!isSubmitted) return;
  const { batchId } = opened.value;
  const { revision } = await db().batch.findUniqueOrThrow({ where: { id: batchId }, select: { revision: true } });
  const rows = await db().batchRow.count({ where: { batchId, state: "ready" } });
  const submitted = await submitBatch(actor, { batchId, submissionId: newId("batchSubmission"), revision, rows });
  if (!submitted.ok) throw new Error(`The demo's file could not be submitted: ${submitted.error.sentence}`);
}
