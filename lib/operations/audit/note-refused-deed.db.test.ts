import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { noteRefusedDeed } from "./note-refused-deed";

test("what somebody may not do is written down as theirs, so often in a while and for each of them", async () => {
  const merchant = await aMerchant(db());
  const [mara, sofia] = [await aPerson(db(), { merchant, role: "maker" }), await aPerson(db(), { merchant, role: "support" })];
  const refuse = (person: typeof mara) =>
    noteRefusedDeed(actorOf(person, merchant), { permission: "payout.approve", code: "makerIsChecker", page: "/approvals" });
  for (let time = 0; time < 25; time += 1) await refuse(mara);
  await refuse(sofia);
  const noted = await db().auditEntry.findMany({ where: { merchantId: merchant.id, event: "access.refused" } });
  expect(noted.filter(({ actorId }) => actorId === mara.id)).toHaveLength(20);
  expect(noted.find(({ actorId }) => actorId === sofia.id)?.details).toEqual({
    ...{ permission: "payout.approve", code: "makerIsChecker", page: "/approvals" },
  });
});
