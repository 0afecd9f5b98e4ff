import type { Actor } from "@/lib/domain/access/actor";
import { type JudgedUnit, judgeUnit } from "@/lib/domain/approval/judge-unit";
import type { Tx } from "./client";
import { moneyOf } from "./minor";
import { readLent } from "./read-lent";
import { readUnitRows, type UnitRow, type WhichUnit } from "./unit-rows";

/** A unit's payouts that wait, slice by slice: which of them this person's signature covers now, and which it does not. */
export async function* readJudgedUnit(tx: Tx, actor: Actor, which: WhichUnit): AsyncGenerator<JudgedUnit<UnitRow>> {
  const lentFor = await readLent(tx, actor);
  for await (const slice of readUnitRows(tx, which)) {
    const members = slice.map((row) => ({ ...row, lent: lentFor(moneyOf(row.payout.amountMinor, row.payout.currency)) }));
    yield judgeUnit(members, actor);
  }
}
