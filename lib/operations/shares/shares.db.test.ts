import { beforeAll, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { newLinkToken } from "@/lib/db/link-token";
import type { Actor } from "@/lib/domain/access/actor";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { endShare } from "./end-share";
import { openShare } from "./open-share";
import { sharePayout } from "./share-payout";

let merchant: Merchant;
let support: Actor;
beforeAll(async () => {
  merchant = await aMerchant(db());
  support = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
});

async function shared(wish: Parameters<typeof aPayout>[1] = {}) {
  const payout = await aPayout(db(), { merchant, state: "inFlight", ...wish });
  const made = await sharePayout(support, { payoutId: payout.id, days: 14 });
  if (!made.ok) throw new Error(made.error.sentence);
  return { payout, ...made.value };
}

/** Another address each time, so that the tests do not count for each other. */
const open = (token: string) => openShare({ token, ipAddress: `2001:db8::${crypto.randomUUID().slice(0, 4)}` });
const rowOf = (id: string) => db().payoutShare.findUniqueOrThrow({ where: { id } });

describe("a link for the customer", () => {
  test("tells how the payout stands and when it may be expected, and is kept only as a hash", async () => {
    const { payout, token, shareId } = await shared();
    expect(await open(token)).toEqual({
      kind: "open",
      standing: "onItsWay",
      say: ["Your payout was sent on ", payout.sentAt, " and is on its way. We are told as soon as it has been paid."],
      expected: "The receiver's bank decides.",
    });
    const kept = JSON.stringify([await rowOf(shareId), await db().auditEntry.findMany({ where: { subjectId: payout.id } })]);
    expect(kept).not.toContain(token.slice(0, 20));
  });

  test("has words for every state, and calls paid only what is", async () => {
    for (const state of PAYOUT_STATES) {
      const told = await open((await shared({ state })).token);
      if (told.kind !== "open") throw new Error(state);
      expect(told.standing === "paid", state).toBe(state === "settled");
      expect(told.say.length, state).toBeGreaterThan(0);
    }
    const odd = await open((await shared({ state: "settled", contradiction: "The provider says that it failed." })).token);
    expect(odd).toMatchObject({
      standing: "contradicted",
      say: ["What became of your payout is being looked into. You need not do anything."],
    });
  });

  test("counts how often it was opened, and keeps nothing of who did", async () => {
    const { token, shareId } = await shared();
    await Promise.all(Array.from({ length: 5 }, () => open(token)));
    const row = await rowOf(shareId);
    expect(row.opens).toBe(5);
    expect(Object.keys(row).sort()).toEqual(
      [
        "endedAt",
        "endedByName",
        "expiresAt",
        "id",
        "madeAt",
        "madeById",
        "madeByName",
        "merchantId",
        "opens",
        "payoutId",
        "tokenHash",
      ].sort(),
    );
  });

  test("is dead when its days are over, when it was ended, and when it never was: all the same, and none is counted", async () => {
    const [ended, expired] = [await shared(), await shared()];
    expect(await endShare(support, { shareId: ended.shareId })).toMatchObject({ ok: true });
    expect(await endShare(support, { shareId: ended.shareId })).toMatchObject({ error: { code: "changedMeanwhile" } });
    const backToNow = replaceClock(() => addMs(new Date(), 14 * DAY_MS + 1));
    try {
      expect(await open(expired.token)).toEqual({ kind: "dead" });
    } finally {
      backToNow();
    }
    for (const token of [ended.token, newLinkToken("payout-share").token, newLinkToken("receiver-ask").token, "x", ""]) {
      expect(await open(token)).toEqual({ kind: "dead" });
    }
    expect(await rowOf(ended.shareId)).toMatchObject({ opens: 0 });
    expect(await rowOf(expired.shareId)).toMatchObject({ opens: 0 });
  });

  test("that ends while it is opened by many is never opened afterwards", async () => {
    const { token, shareId } = await shared();
    const [, ...opened] = await Promise.all([endShare(support, { shareId }), ...Array.from({ length: 8 }, () => open(token))]);
    expect((await rowOf(shareId)).opens).toBe(opened.filter(({ kind }) => kind === "open").length);
    expect(await open(token)).toEqual({ kind: "dead" });
    await expect(db().payoutShare.update({ where: { id: shareId }, data: { opens: 99 } })).rejects.toThrow(/stays ended/);
  });

  test("is one of ten at most, however many are made at once, and each is in the audit", async () => {
    const payout = await aPayout(db(), { merchant });
    const made = await Promise.all(Array.from({ length: 12 }, () => sharePayout(support, { payoutId: payout.id, days: 3 })));
    expect(made.filter(({ ok }) => ok)).toHaveLength(10);
    expect(await db().auditEntry.count({ where: { subjectId: payout.id, event: "payout.shared" } })).toBe(10);
  });

  test("never lasts longer than it was made for", async () => {
    const { shareId } = await shared();
    const longer = db().payoutShare.update({ where: { id: shareId }, data: { expiresAt: addMs(new Date(), 90 * DAY_MS) } });
    await expect(longer).rejects.toThrow(/append-only/);
  });
});
