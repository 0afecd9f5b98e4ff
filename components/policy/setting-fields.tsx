"use client";

import { CurrencySelect } from "@/components/fields/currency-select";
import { Checkbox } from "@/components/ui/checkbox";
import { NumberField } from "@/components/ui/number-field";
import { CURRENCIES } from "@/lib/base/currency";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";

export type SettingFieldsProps = { policy: ApprovalPolicy; onChange: (changes: Partial<ApprovalPolicy>) => void };

/** What a policy says besides its rules and groups. */
export function SettingFields({ policy, onChange }: SettingFieldsProps) {
  const { accounts, sense } = policy;
  const number = (label: string, aside: string, value: number, set: (value: number) => void) => (
    <NumberField
      label={label}
      aside={aside}
      inputMode="numeric"
      value={String(value)}
      onChange={(typed) => set(Number(typed.replace(/\D/g, "")))}
    />
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <CurrencySelect
          label="Currency of the rules"
          currencies={CURRENCIES}
          value={policy.currency}
          onChange={(currency) => onChange({ currency })}
        />
        {number("Where no rule says who", "checkers", policy.checkers, (checkers) => onChange({ checkers }))}
        {number("Waits for approval", "days", policy.approvalOpenDays, (approvalOpenDays) => onChange({ approvalOpenDays }))}
        {number("An account rests before it is paid", "hours", accounts.coolOffHours, (coolOffHours) =>
          onChange({ accounts: { ...accounts, coolOffHours } }),
        )}
      </div>
      <Checkbox value={accounts.confirmNew} onChange={(confirmNew) => onChange({ accounts: { ...accounts, confirmNew } })}>
        A new account is confirmed by a second person
      </Checkbox>
      <Checkbox value={accounts.confirmChanged} onChange={(confirmChanged) => onChange({ accounts: { ...accounts, confirmChanged } })}>
        A changed account is confirmed by a second person
      </Checkbox>
      <div className="grid gap-3 sm:grid-cols-2">
        {number("The same amount stands out", "days", sense.sameAmountDays, (sameAmountDays) =>
          onChange({ sense: { ...sense, sameAmountDays } }),
        )}
        {number("The same reference stands out", "days", sense.sameReferenceDays, (sameReferenceDays) =>
          onChange({ sense: { ...sense, sameReferenceDays } }),
        )}
        {number("An amount stands out from", "% of the receiver's usual", sense.abovePercent, (abovePercent) =>
          onChange({ sense: { ...sense, abovePercent } }),
        )}
        {number("For its maker from", "% of the maker's usual", sense.makerAbovePercent, (makerAbovePercent) =>
          onChange({ sense: { ...sense, makerAbovePercent } }),
        )}
        {number("Payouts that make a habit", "at least", sense.leastTimes, (leastTimes) => onChange({ sense: { ...sense, leastTimes } }))}
      </div>
      <Checkbox
        value={sense.duplicateNeedsReason}
        onChange={(duplicateNeedsReason) => onChange({ sense: { ...sense, duplicateNeedsReason } })}
      >
        What may be the same twice needs a reason
      </Checkbox>
    </div>
  );
}
