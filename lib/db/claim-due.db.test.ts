import { beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { newId } from "@/lib/base/id";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { aMerchant } from "@/lib/testing/factories";
import { claimDue } from "./claim-due";
import { db } from "./client";
import { inTransaction } from "./transaction";

const Row = z.object({ id: z.string(), name: z.string() });
// Long ago, so that what other tests leave waiting is not due.
const NOW = new Date("2001-02-03T04:05:00Z");

let merchantId: string;
beforeEach(async () => {
  ({ id: merchantId } = await aMerchant(db()));
});

async function aWaiting(name: string, waitsSince: Date) {
  const header = { merchantId, fileHash: "0".repeat(64), format: "csv", said: [], header: [], mapping: [], conventions: {} };
  const by = { createdById: "per_maker", createdByName: "Ada Maker" };
  await db().batch.create({ data: { id: newId("batch"), name, ...header, ...by, state: "open", rowsRead: 0, waitsSince } });
}

const claim = (most: number) =>
  inTransaction((tx) => claimDue(tx, Row, { table: "batch", time: "waitsSince", until: NOW, next: addMs(NOW, MINUTE_MS), most }));

test("those whose turn has come are given out, the longest due first, and not again before their next turn", async () => {
  await aWaiting("later", addMs(NOW, 1));
  await aWaiting("now", NOW);
  await aWaiting("long ago", addMs(NOW, -MINUTE_MS));
  expect((await claim(1)).map(({ name }) => name)).toEqual(["long ago"]);
  expect((await claim(5)).map(({ name }) => name)).toEqual(["now"]);
  expect(await claim(5)).toEqual([]);
  await db().batch.updateMany({ where: { merchantId }, data: { waitsSince: null } });
});

test("two who ask at once are each given other rows", async () => {
  for (let at = 0; at < 6; at += 1) await aWaiting(`${at}`, NOW);
  const given = await Promise.all([claim(3), claim(3), claim(3)]);
  const names = given.flat().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const rest = await claim(6);
  expect([...names, ...rest.map(({ name }) => name)].sort()).toEqual(["0", "1", "2", "3", "4", "5"]);
  await db().batch.updateMany({ where: { merchantId }, data: { waitsSince: null } });
});
