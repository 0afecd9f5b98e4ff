import { HOUR_MS } from "@/lib/base/time";
import { compare, type Measured } from "./measure";
import type { Bench } from "./open-bench";
import { withServedPages } from "./serve-pages";

/** Pages and the rows' route as a signed-in browser gets them, against a bare Next page and route that show the same number of rows. */
export function benchPages({ merchantId }: Bench): Promise<readonly Measured[]> {
  return withServedPages(merchantId, async ({ product, floor, cookie }) => {
    const headers = { cookie };
    const get =
      (address: string, init = {}) =>
      async () => {
        const answer = await fetch(address, init);
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
        return answer.text();
      };
    const sixtyDays = new Date(Date.now() - 60 * 24 * HOUR_MS).toISOString();
    const five = new URLSearchParams({ state: "settled", provider: "ivy", currency: "EUR", loop: "closed", from: sixtyDays });
    const page = get(`${floor}/`);
    const rows = get(`${floor}/rows`);
    return [
      await compare({ name: "history's page", product: get(`${product}/payouts`, { headers }), floor: page }),
      await compare({ name: "history's page, five filters", product: get(`${product}/payouts?${five}`, { headers }), floor: page }),
      await compare({ name: "rows' route", product: get(`${product}/api/live/payouts`, { headers }), floor: rows }),
      await compare({ name: "approvals", product: get(`${product}/approvals`, { headers }), floor: page, times: 40 }),
      await compare({ name: "overview", product: get(`${product}/`, { headers }), floor: page, times: 40 }),
    ];
  });
}
