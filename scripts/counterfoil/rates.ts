import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { fieldErrors } from "@/lib/domain/access/field-errors";
import { SetRate } from "@/lib/domain/approval/policy-deeds";
import { setRate } from "@/lib/operations/policies/set-rate";
import { listRates } from "@/lib/queries/list-rates";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, needed, optional, TEXT } from "./command";
import { merchantNamed } from "./installation";
import { done } from "./outcome";
import { table } from "./table";

export const rateCommands: readonly Command[] = [
  {
    name: "rates list",
    does: "Lists the exchange rates that the approval policy counts by.",
    usage: "--merchant <slug>",
    options: { merchant: TEXT },
    run: list,
  },
  {
    name: "rates set",
    does: "Says what a currency is worth in another, from a day on.",
    usage: "--merchant <slug> <currency> <in currency> <rate> [--day <2026-11-30>]",
    details: [
      "1 GBP = 1.17 EUR: rates set --merchant shop GBP EUR 1.17. Older ones stay. Without a rate an amount counts as above every limit of the",
      "policy, so a feed may call this every morning.",
    ],
    options: { merchant: TEXT, day: TEXT },
    run: set,
  },
];

async function list({ values }: Call): Promise<Answer> {
  const merchant = await merchantNamed(needed(values, "merchant"));
  const rates = await listRates(merchant.id);
  const rows = rates.map(({ currency, inCurrency, rate, day, setByName }) => [`1 ${currency}`, `${rate} ${inCurrency}`, day, setByName]);
  return { text: table(["of", "is worth", "from", "said by"], rows), json: { items: rates } };
}

async function set({ values, words: [currency, inCurrency, rate] }: Call): Promise<Answer> {
  const merchant = await merchantNamed(needed(values, "merchant"));
  const day = optional(values, "day") ?? dayOf(currentTime(), "UTC");
  const typed = SetRate.safeParse({ currency, inCurrency, rate, day });
  if (!typed.success) throw new Explained(Object.values(fieldErrors(typed.error)).flat().join(" "));
  done(await setRate(merchant.operator, typed.data));
  return { text: `1 ${currency} is worth ${rate} ${inCurrency} from ${day} on.`, json: { merchant: merchant.slug, ...typed.data } };
}
