import { expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";

/** The module as another process would have it: nothing shared but the database. */
async function aProcess() {
  vi.resetModules();
  return import("./take-turn");
}

test("however many processes there are and however many come at once, no more than allowed get a turn", async () => {
  const processes = [await aProcess(), await aProcess(), await aProcess()];
  const turns = await Promise.all(Array.from({ length: 90 }, (_, at) => processes[at % 3]?.takeTurn("publicLink", "one link")));
  expect(turns.filter((turn) => turn?.isGiven)).toHaveLength(30);
  expect(turns.filter((turn) => turn?.isFirstRefused)).toHaveLength(1);
  expect(turns.every((turn) => turn && turn.againInMs > 0 && turn.againInMs <= turn.windowMs)).toBe(true);
  expect(await processes[0]?.takeTurn("publicLink", "another link")).toMatchObject({ isGiven: true, left: 29 });
});

test("all turns are there again when the window has ended", async () => {
  const { takeTurn } = await aProcess();
  const come = () => takeTurn("publicLink", "a patient one");
  await Promise.all(Array.from({ length: 31 }, come));
  expect(await come()).toMatchObject({ isGiven: false, left: 0 });
  await db().rateLimit.updateMany({ data: { expire: BigInt(Date.now() - 1) } });
  expect(await come()).toMatchObject({ isGiven: true, left: 29 });
});

test("a turn that is given back counts as not taken", async () => {
  const { takeTurn, giveTurnBack } = await aProcess();
  for (let time = 0; time < 40; time += 1) {
    expect(await takeTurn("publicLink", "an honest one")).toMatchObject({ isGiven: true });
    await giveTurnBack("publicLink", "an honest one");
  }
});

test("what is kept tells nobody who came", async () => {
  const { takeTurn } = await aProcess();
  await takeTurn("publicAddress", "203.0.113.9");
  const rows = await db().rateLimit.findMany();
  expect(rows.map(({ key }) => key).join()).not.toContain("203.0.113.9");
  expect(rows.every(({ key }) => /^(publicAddress|publicLink):[\w-]{43}$/.test(key))).toBe(true);
});
