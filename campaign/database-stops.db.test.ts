import { afterAll, beforeAll, expect, test } from "vitest";
import { currentTime } from "@/lib/base/clock";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { stopDatabase } from "./database-stops";
import { type HardDatabase, openHardDatabase } from "./hard-database";

let database: HardDatabase;
let desk: Desk;
beforeAll(async () => {
  database = await openHardDatabase();
  // Before anything asks for it: this file's rows live in a database that may be stopped without hurting another file.
  process.env.DATABASE_URL = database.url;
  desk = await startDesk({ simulatorClock: currentTime });
}, 120_000);
afterAll(async () => {
  await desk.stop();
  await database.remove();
}, 60_000);

test("PostgreSQL stopped hard three times while payouts are sent: nothing is lost, paid twice or called wrongly", async () => {
  const counts = await stopDatabase({ runs: 3, seed: 1, desk, database });
  expect(counts).toMatchObject({
    ...{ stops: 3, compared: 12, booked: 12 },
    ...{ doubled: [], calledWrongly: [], wrongAmounts: [], unknownHere: 0, withoutOwner: [], stumbles: [], stuck: [] },
  });
  expect(Math.min(counts.duringSending, counts.interrupted)).toBeGreaterThan(0);
}, 300_000);
