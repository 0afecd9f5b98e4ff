import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { answerChecker, askMaker } from "./note-on-payout";

async function aScene(state: "awaitingApproval" | "settled" = "awaitingApproval") {
  const merchant = await aMerchant(db());
  const maker = await aPerson(db(), { merchant, role: "maker", name: "Ada Maker" });
  const checker = await aPerson(db(), { merchant, role: "checker", name: "Cleo Checker" });
  const payout = await aPayout(db(), { merchant, maker, state });
  return { payout, maker, checker, actors: { maker: actorOf(maker, merchant), checker: actorOf(checker, merchant) } };
}
const mailsTo = (personId: string) => db().mail.findMany({ where: { personId }, orderBy: { queuedAt: "asc" } });

describe("a question about a payout", () => {
  test("reaches its maker by mail, and the answer whoever asked; it goes on waiting", async () => {
    const { payout, maker, checker, actors } = await aScene();
    await askMaker(actors.checker, { payoutId: payout.id, text: "Is this the second half? See https://elsewhere.test/x" });
    const [asked] = await mailsTo(maker.id);
    expect(asked?.subject).toMatch(/^Cleo Checker asks about payout CF-/);
    expect(asked?.text).toContain("> Is this the second half? See [an address, left out]");
    await answerChecker(actors.maker, { payoutId: payout.id, text: "It is." });
    expect((await mailsTo(checker.id)).map(({ text }) => text)).toEqual([expect.stringContaining("> It is.")]);
    expect((await db().payout.findUniqueOrThrow({ where: { id: payout.id } })).state).toBe("awaitingApproval");
    const notes = await db().payoutNote.findMany({ where: { payoutId: payout.id }, orderBy: { at: "asc" } });
    expect(notes.map(({ kind }) => kind)).toEqual(["question", "answer"]);
    await expect(db().payoutNote.updateMany({ where: { payoutId: payout.id }, data: { text: "other" } })).rejects.toThrow(/append-only/);
  });

  test("may speak of a colleague, who gets a mail; whoever is asked anyway gets one and not two", async () => {
    const { payout, maker, checker, actors } = await aScene();
    const merchant = await db().merchant.findUniqueOrThrow({ where: { id: payout.merchantId } });
    const sam = await aPerson(db(), { merchant, role: "support", name: "Sam Support" });
    await askMaker(actors.checker, { payoutId: payout.id, text: `@[${maker.id}], does @[${sam.id}] know?` });
    expect((await mailsTo(maker.id)).map(({ text }) => text)).toEqual([expect.stringContaining("> @Ada Maker, does @Sam Support know?")]);
    expect((await mailsTo(sam.id)).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Cleo Checker speaks of you/)]);
    expect(await mailsTo(checker.id)).toEqual([]);
    expect(await db().payoutMention.count({ where: { payoutId: payout.id } })).toBe(2);
    const refused = await answerChecker(actors.maker, { payoutId: payout.id, text: "@[per_none] does." });
    expect(refused).toMatchObject({ error: { code: "invalidInput" } });
    expect(await db().payoutNote.count({ where: { payoutId: payout.id } })).toBe(1);
  });

  test("is asked of what waits, and of nothing else", async () => {
    const { payout, actors } = await aScene("settled");
    expect(await askMaker(actors.checker, { payoutId: payout.id, text: "Why?" })).toMatchObject({ error: { code: "changedMeanwhile" } });
  });
});
