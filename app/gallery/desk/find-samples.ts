"use client";

import type { Hit } from "@/components/shell/command-palette";
import { formatPayoutNumber } from "@/lib/base/id";
import { ROWS } from "../samples";

/** Stands in for the look-up: finds by name and reference among the samples. */
export async function findSamples(typed: string): Promise<readonly Hit[]> {
  const wanted = typed.toLowerCase();
  return ROWS.filter((row) => `${row.receiver} ${row.reference}`.toLowerCase().includes(wanted)).map((row) => ({
    id: row.number,
    href: "/gallery/desk",
    title: row.receiver,
    sentence: `${formatPayoutNumber(row.number)} · ${row.reference} · ${row.provider.label}`,
    state: row.state,
    amount: row.amount,
  }));
}
