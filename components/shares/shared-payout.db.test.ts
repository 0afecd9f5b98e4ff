import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { openShare } from "@/lib/operations/shares/open-share";
import { sharePayout } from "@/lib/operations/shares/share-payout";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { pageText } from "@/lib/testing/page-text";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount } from "@/lib/testing/receiver-factories";
import { SharedPayout } from "./shared-payout";

const HOSTILE = ["<img src=x onerror=alert(1)>", "Anna</p><h1>Paid</h1>", "\u202eAnna", "$& $1 %s {{name}}", "125.00 EUR"];

test.each(HOSTILE)("the customer's page says nothing but what it may, whatever stands in every name: %s", async (name) => {
  const merchant = await aMerchant(db(), { name });
  const [maker, support] = await Promise.all([
    aPerson(db(), { merchant, role: "maker", name }),
    aPerson(db(), { merchant, role: "support", name }),
  ]);
  const to = await aReceiverWithAccount(db(), { merchant, name });
  const createdAt = new Date("2026-11-20T10:00:00Z");
  const facts = { merchant, maker, to, reference: name, statementText: name, createdAt };
  const payout = await aPayout(db(), { ...facts, state: "settled", amountMinor: 987_654n });
  const made = await sharePayout(actorOf(support, merchant), { payoutId: payout.id, days: 14 });
  const opened = await openShare({ token: made.ok ? made.value.token : "", ipAddress: crypto.randomUUID() });
  if (opened.kind !== "open") throw new Error("It is open.");
  const { kind: _, ...told } = opened;
  const page = renderToStaticMarkup(createElement(SharedPayout, told));
  expect(pageText(page)).toBe(
    "Paid Your payout was paid on 20 Nov 2026, 10:04 UTC . Should your bank not show it yet, give it the payment's proof id.",
  );
  for (const secret of [payout.id, payout.number, "9,876", "987654", payout.accountMasked ?? "", name]) expect(page).not.toContain(secret);
});
