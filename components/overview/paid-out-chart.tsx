"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from "recharts";
import { useDisplaySettings } from "@/components/display/display-settings";
import { Money } from "@/components/display/money";
import { sayDay } from "@/components/ui/date-range";
import type { Currency } from "@/lib/base/currency";
import { dateFormat, numberFormat } from "@/lib/base/formats";
import { toDecimal } from "@/lib/base/money";
import type { PaidDay } from "./paid-days";

export type PaidOutChartProps = {
  days: readonly PaidDay[];
  providers: readonly { readonly provider: string; readonly label: string }[];
  currency: Currency;
};

/** In this order neighbours differ in lightness, so that they stay apart for everyone; legend and table say in words what they mean. */
const FILLS = ["var(--color-accent)", "var(--color-grey-4)", "var(--color-slate)", "var(--color-grey-3)"];

/** Stacked by provider. Figures become floats here and nowhere else: the height of a bar needs no cents, its words have them. */
export function PaidOutChart({ days, providers }: PaidOutChartProps) {
  const { locale } = useDisplaySettings();
  const compact = numberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const bars = days.map((one) => ({
    ...one,
    ...Object.fromEntries(providers.map(({ provider }) => [provider, heightOf(one, provider)])),
  }));
  return (
    <div aria-hidden className="flex flex-col gap-2">
      <ResponsiveContainer width="100%" height={240}>
        <BarChart data={bars} accessibilityLayer={false} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} barCategoryGap="22%">
          <CartesianGrid vertical={false} stroke="var(--color-grey-2)" />
          <XAxis
            dataKey="day"
            tickFormatter={(day: string) => shortDay(day, locale)}
            tickLine={false}
            axisLine={{ stroke: "var(--color-grey-3)" }}
            tick={TICK}
            minTickGap={24}
          />
          <YAxis tickFormatter={(value: number) => compact.format(value)} tickLine={false} axisLine={false} tick={TICK} width={44} />
          <Tooltip
            cursor={{ fill: "var(--color-grey-1)" }}
            isAnimationActive={false}
            content={(shown) => <DayCard shown={shown} days={days} providers={providers} />}
          />
          {providers.map(({ provider }, place) => (
            <Bar
              key={provider}
              dataKey={provider}
              stackId="day"
              fill={fillOf(place)}
              stroke="var(--color-raised)"
              isAnimationActive={false}
              maxBarSize={28}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 pl-11 text-grey-5 text-small">
        {providers.map(({ provider, label }, place) => (
          <li key={provider} className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-inner" style={{ background: fillOf(place) }} />
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}

const TICK = { fill: "var(--color-grey-5)", fontSize: "0.8125rem" };

type DayCardProps = Pick<PaidOutChartProps, "days" | "providers"> & { shown: Pick<TooltipContentProps, "active" | "label"> };

function DayCard({ shown, days, providers }: DayCardProps) {
  const { locale } = useDisplaySettings();
  const day = days.find((one) => one.day === shown.label);
  if (!shown.active || !day) return null;
  return (
    <div className="flex flex-col gap-1 rounded-ui border border-grey-3 bg-raised px-3 py-2 text-small shadow-float">
      <p className="flex justify-between gap-6 font-medium">
        <span>{sayDay(day.day, locale)}</span>
        <Money amount={day.total} />
      </p>
      {providers.map(({ provider, label }, place) => {
        const amount = day.byProvider.get(provider);
        return amount ? (
          <p key={provider} className="flex items-center justify-between gap-6">
            <span className="flex items-center gap-1.5 text-grey-5">
              <span className="size-2.5 rounded-inner" style={{ background: fillOf(place) }} />
              {label}
            </span>
            <Money amount={amount} />
          </p>
        ) : null;
      })}
      <p className="text-grey-5">
        {day.count} {day.count === 1 ? "payout" : "payouts"}
      </p>
    </div>
  );
}

function heightOf({ byProvider }: PaidDay, provider: string): number {
  const amount = byProvider.get(provider);
  return amount ? Number(toDecimal(amount)) : 0;
}

function fillOf(place: number): string {
  return FILLS[place % FILLS.length] ?? "var(--color-accent)";
}

function shortDay(day: string, locale: string): string {
  return dateFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
