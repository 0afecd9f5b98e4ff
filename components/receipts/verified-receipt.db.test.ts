import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { sayAccountNumber } from "@/components/display/account-text";
import { db } from "@/lib/db/client";
import { takeReceipt } from "@/lib/operations/receipts/take-receipt";
import { verifyReceipt } from "@/lib/operations/receipts/verify-receipt";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { pageText } from "@/lib/testing/page-text";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { VerifiedReceipt } from "./verified-receipt";

const HOSTILE = ["<script>alert(1)</script>", "Anna </dd><h1>PAID</h1>", "\u202eAnna", "' OR 1=1 --", "{{name}} %s $1", "Amount 1.00 EUR"];

test.each(HOSTILE)("the page of a code says nothing but what it may, whatever stands in every name: %s", async (name) => {
  const merchant = await aMerchant(db(), { name });
  const [maker, support] = await Promise.all([
    aPerson(db(), { merchant, role: "maker", name }),
    aPerson(db(), { merchant, role: "support", name }),
  ]);
  const to = await aReceiverWithAccount(db(), { merchant, name });
  const createdAt = new Date("2026-11-20T10:00:00Z");
  const payout = await aPayout(db(), { merchant, maker, to, state: "inFlight", reference: name, statementText: name, createdAt });
  const taken = await takeReceipt(actorOf(support, merchant), { payoutId: payout.id });
  const verified = await verifyReceipt({ code: taken.ok ? taken.value.code : "", ipAddress: crypto.randomUUID() });
  if (verified.kind !== "known" || !taken.ok) throw new Error("It is known.");
  const { kind: _, ...facts } = verified;
  const page = renderToStaticMarkup(createElement(VerifiedReceipt, { ...facts, madeAt: new Date("2026-11-21T08:30:00Z") }));
  expect(pageText(page)).toBe(
    "The receipt is genuine and still true Compare amount and account with what it says. Not paid yet It was sent and is on its way. " +
      `Amount 125.00 EUR Account ${payout.accountMasked} ${sayAccountNumber(payout.accountMasked ?? "")} Stands so since 20 Nov 2026, 10:03 UTC Receipt made 21 Nov 2026, 08:30 UTC`,
  );
  // Nor in an attribute: what is left of the page without its text is the same for everybody.
  expect(page).not.toContain(payout.id);
  expect(page).not.toContain(payout.number);
});
