import { failed, ok, type Result } from "@/lib/base/result";
import type { Denial } from "@/lib/domain/access/denial";
import { fieldErrors } from "@/lib/domain/access/field-errors";
import { FILTER_KINDS, FILTER_NAMES, isFilterName, type PayoutFilters, readPayoutFilters } from "@/lib/domain/payout/filters";
import { PageQuery } from "./page";
import { isStray } from "./stray-text";

export type PayoutListQuery = { readonly filters: PayoutFilters; readonly page: PageQuery };

const PAGE_NAMES: readonly string[] = Object.keys(PageQuery.shape);

/**
 * The filters of the history's screen, read strictly: a screen shows what it could not use, a program would take the unfiltered rest
 * for its answer.
 */
export function readPayoutListQuery(params: URLSearchParams): Result<PayoutListQuery, NonNullable<Denial["fields"]>> {
  const names = [...new Set(params.keys())];
  const { filters, problems } = readPayoutFilters(Object.fromEntries(FILTER_NAMES.map((name) => [name, params.getAll(name)])));
  const page = PageQuery.safeParse(Object.fromEntries(PAGE_NAMES.flatMap((name) => (params.has(name) ? [[name, params.get(name)]] : []))));
  const errors = {
    ...Object.fromEntries(names.filter((name) => !isKnown(name)).map((name) => [name, ["There is no such filter."]])),
    ...Object.fromEntries(
      names.filter((name) => params.getAll(name).length > 1 && !mayRepeat(name)).map((name) => [name, ["Give this once."]]),
    ),
    ...Object.fromEntries(
      names.filter((name) => params.getAll(name).some(isStray)).map((name) => [name, ["This is no text that can be kept."]]),
    ),
    ...Object.fromEntries(problems.map(({ name, sentence }) => [name, [sentence]])),
    ...(page.success ? {} : fieldErrors(page.error)),
  };
  if (!page.success || Object.keys(errors).length > 0) return failed(errors);
  return ok({ filters, page: page.data });
}

function isKnown(name: string): boolean {
  return isFilterName(name) || PAGE_NAMES.includes(name);
}

function mayRepeat(name: string): boolean {
  return isFilterName(name) && FILTER_KINDS[name] === "several";
}
