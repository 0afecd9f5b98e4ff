import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { ArrangeHistory, USUAL_LAYOUT } from "@/lib/domain/payout/history-layout";
import { readHistoryDesk } from "@/lib/queries/read-history-desk";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { arrangeHistory, chooseDefaultView } from "./arrange-history";
import { removeView } from "./remove-view";
import { saveView } from "./save-view";

let merchant: Merchant;
let ada: ReturnType<typeof actorOf>;
let bea: ReturnType<typeof actorOf>;
beforeEach(async () => {
  merchant = await aMerchant(db());
  ada = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  bea = actorOf(await aPerson(db(), { merchant, role: "support" }), merchant);
});

async function saved(name: string, { isShared = false, query = "state=failed&older=x.y" } = {}) {
  const answer = await saveView(ada, { name, query, isShared });
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value.viewId;
}

const deskOf = (actor: typeof ada) => {
  if (actor.kind !== "person") throw new Error("People have desks.");
  return readHistoryDesk(actor);
};

describe("a saved view", () => {
  test("is one's own until it is shared, and keeps filters alone", async () => {
    const own = await saved("Mine");
    const shared = await saved("Ours", { isShared: true });
    expect((await deskOf(ada)).views).toMatchObject([{ id: own, query: "state=failed", isMine: true }, { id: shared }]);
    expect((await deskOf(bea)).views).toMatchObject([{ id: shared, isMine: false, ownerName: ada.name }]);
  });

  test("saved again under its name is changed, not doubled", async () => {
    const first = await saved("Failed");
    expect(await saved("failed", { query: "state=refused" })).toBe(first);
    expect((await deskOf(ada)).views).toMatchObject([{ name: "failed", query: "state=refused" }]);
  });

  test("of nothing, or of what cannot be read, is refused", async () => {
    for (const query of ["older=x.y", "state=lost"])
      expect(await saveView(ada, { name: "X", query, isShared: false })).toMatchObject({ ok: false });
  });

  test("opens first for whoever chose it, and no longer once it is gone", async () => {
    const shared = await saved("Ours", { isShared: true });
    const own = await saved("Mine");
    expect(await chooseDefaultView(bea, { viewId: own })).toMatchObject({ ok: false, error: { code: "notFound" } });
    await chooseDefaultView(bea, { viewId: shared });
    expect((await deskOf(bea)).defaultViewId).toBe(shared);
    expect((await deskOf(ada)).defaultViewId).toBeNull();
    expect(await removeView(bea, { viewId: shared })).toMatchObject({ ok: false });
    expect(await removeView(ada, { viewId: shared })).toMatchObject({ ok: true });
    expect(await deskOf(bea)).toMatchObject({ defaultViewId: null, views: [] });
  });

  test("is in the audit when it is saved and when it is removed", async () => {
    const viewId = await saved("Mine");
    await removeView(ada, { viewId });
    const entries = await db().auditEntry.findMany({ where: { subjectId: viewId }, orderBy: { at: "asc" } });
    expect(entries.map(({ event }) => event)).toEqual(["view.saved", "view.removed"]);
  });
});

describe("the arrangement of the history", () => {
  test("is one's own at this merchant, wherever one signs in", async () => {
    const wish = ArrangeHistory.parse({ columns: ["status", "number", "order"], isFirstPinned: true, density: "comfortable" });
    await arrangeHistory(ada, wish);
    expect((await deskOf(ada)).layout).toEqual(wish);
    expect((await deskOf(bea)).layout).toEqual(USUAL_LAYOUT);
  });

  test("always leads to the payout, and has each column once", () => {
    for (const columns of [["status", "order"], ["number", "number"], ["number"], ["number", "secret"]])
      expect(ArrangeHistory.safeParse({ ...USUAL_LAYOUT, columns }).success).toBe(false);
  });
});
