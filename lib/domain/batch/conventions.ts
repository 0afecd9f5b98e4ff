import * as z from "zod";
import { type Cell, markOf, textOf } from "./cell";
import type { Mapping } from "./columns";
import type { TableRow } from "./table";

/** How the file writes numbers and days; null where nothing in it tells, and each doubtful cell is asked about. */
export const Conventions = z.object({
  decimal: z.enum([".", ","]).nullable(),
  days: z.enum(["dayFirst", "monthFirst"]).nullable(),
});
export type Conventions = z.infer<typeof Conventions>;

/** Found by the cells that can be read in one way only. Where those contradict each other nothing is known. */
export function findConventions(rows: readonly TableRow[], mapping: Mapping): Conventions {
  const column = (field: "amount" | "send_on") => {
    const at = mapping.indexOf(field);
    return at < 0 ? [] : rows.flatMap(({ cells }) => (isTyped(cells[at]) ? [textOf(cells[at])] : []));
  };
  return { decimal: agreed(column("amount").map(decimalOf)), days: agreed(column("send_on").map(orderOf)) };
}

/** What the spreadsheet kept as a number or a day has no notation. */
function isTyped(cell: Cell | undefined): boolean {
  const mark = markOf(cell);
  return mark === null && textOf(cell) !== "";
}

function agreed<T>(found: readonly (T | null)[]): T | null {
  const [only, ...others] = new Set(found.filter((one) => one !== null));
  return only !== undefined && others.length === 0 ? only : null;
}

function decimalOf(text: string): "." | "," | null {
  const marks = [...text].filter((letter) => letter === "." || letter === ",");
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return null;
  if (first !== last) return readMark(last);
  const other = first === "." ? "," : ".";
  if (marks.length > 1) return readMark(other);
  const decimals = /[.,](\d*)\D*$/.exec(text)?.[1]?.length;
  return decimals === 3 ? null : readMark(first);
}

function readMark(mark: string): "." | "," {
  return mark === "," ? "," : ".";
}

function orderOf(text: string): "dayFirst" | "monthFirst" | null {
  const match = /^(\d{1,2})([./-])(\d{1,2})[./-]\d{2,4}$/.exec(text);
  if (!match) return null;
  const [, first, mark, second] = match;
  // Where days are written with points, the day comes first.
  if (mark === "." || Number(first) > 12) return "dayFirst";
  return Number(second) > 12 ? "monthFirst" : null;
}

/** As sentences, for whoever brought the file. */
export function sayConventions({ decimal, days }: Conventions): readonly string[] {
  return [
    ...(decimal === "," ? ["Amounts are written with a comma before the cents."] : []),
    ...(decimal === "." ? ["Amounts are written with a point before the cents."] : []),
    ...(days === "dayFirst" ? ["Dates begin with the day."] : []),
    ...(days === "monthFirst" ? ["Dates begin with the month."] : []),
  ];
}
