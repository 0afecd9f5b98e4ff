"use client";

import { type Control, Controller, useWatch } from "react-hook-form";
import { AccountPartField } from "@/components/fields/account-part-field";
import { ACCOUNT_PARTS, ACCOUNT_TYPES, EMAIL_PART } from "@/components/fields/account-parts";
import { sayInSepaLetters } from "@/components/fields/sepa-letters";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { BLOCKCHAINS, type Blockchain } from "@/lib/domain/account/wallet-checks";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";
import { AccountDoubts } from "./account-doubts";
import type { AccountChoice, ReceiverDraft } from "./receiver-draft";

export type ReceiverAccountFieldsProps = {
  control: Control<ReceiverDraft, unknown, CreateReceiver>;
  kind: AccountChoice;
  /** The receiver's own name, which the account most often bears. */
  fallbackName: () => string;
};

export function ReceiverAccountFields({ control, kind, fallbackName }: ReceiverAccountFieldsProps) {
  const parts = ACCOUNT_PARTS[kind] ?? [];
  return (
    <>
      <Controller
        control={control}
        name="account.holderName"
        render={({ field, fieldState }) => (
          <TextField
            {...field}
            onFocus={() => (field.value === "" ? field.onChange(fallbackName()) : undefined)}
            label={kind === "emailWallet" || kind === "virtualCard" || kind === "wallet" ? "Owner" : "Account holder"}
            hint={kind === "iban" ? sayInSepaLetters(field.value ?? "") : undefined}
            autoComplete="off"
            maxLength={140}
            error={fieldState.error?.message}
          />
        )}
      />
      {parts.length > 0 ? (
        <div className={parts.length > 1 ? "grid gap-4 sm:grid-cols-2" : "flex flex-col gap-4"}>
          {parts.map((part) => (
            <Controller
              key={`${kind}.${part.name}`}
              control={control}
              name={`account.address.${part.name}`}
              render={({ field, fieldState }) => (
                <AccountPartField {...field} part={part} value={field.value ?? ""} error={fieldState.error?.message} />
              )}
            />
          ))}
        </div>
      ) : null}
      {kind === "cadEft" ? <ComposedRouting control={control} /> : null}
      {kind === "cadEft" || kind === "aba" ? (
        <Controller
          key={`${kind}.accountType`}
          control={control}
          name="account.address.accountType"
          render={({ field }) => (
            <div>
              <Segmented label="Type of account" segments={ACCOUNT_TYPES} chosen={field.value ?? "checking"} onChoose={field.onChange} />
            </div>
          )}
        />
      ) : null}
      {kind === "interac" || kind === "emailWallet" || kind === "chosenByReceiver" ? (
        <Controller
          key={`${kind}.email`}
          control={control}
          name="account.address.email"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              value={field.value ?? ""}
              label={EMAIL_PART[kind].label}
              hint={EMAIL_PART[kind].hint}
              type="email"
              inputMode="email"
              autoComplete="off"
              error={fieldState.error?.message}
            />
          )}
        />
      ) : null}
      {kind === "wallet" ? (
        <Controller
          key="blockchain"
          control={control}
          name="account.address.blockchain"
          render={({ field }) => (
            <Select
              label="Chain"
              choices={BLOCKCHAINS.map((id) => ({ id, text: CHAIN_WORDS[id] }))}
              value={field.value ?? "ETH"}
              onChange={field.onChange}
            />
          )}
        />
      ) : null}
      <AccountDoubts control={control} />
      {kind === "virtualCard" ? (
        <Controller
          key="currency"
          control={control}
          name="account.address.currency"
          render={({ field }) => (
            <div className="flex flex-col gap-2">
              <Segmented
                label="Currency of the card"
                segments={[
                  { id: "USD", text: "USD" },
                  { id: "EUR", text: "EUR" },
                ]}
                chosen={field.value ?? "USD"}
                onChoose={field.onChange}
              />
              <p className="text-grey-5 text-small">The provider makes the card for the receiver. Its number never comes here.</p>
            </div>
          )}
        />
      ) : null}
    </>
  );
}

/** Transit and institution as they are sent: one number of nine digits. */
function ComposedRouting({ control }: Pick<ReceiverAccountFieldsProps, "control">) {
  const [transit = "", institution = ""] = useWatch({ control, name: ["account.address.transit", "account.address.institution"] });
  const isWhole = /^\d{5}$/.test(transit) && /^\d{3}$/.test(institution);
  return (
    <p className="text-grey-5 text-small">
      {isWhole ? (
        <>
          Sent as routing number <span className="font-mono">{`0${institution}${transit}`}</span>, in the electronic order.
        </>
      ) : (
        "Transit and institution are sent as one number: 0, institution, transit."
      )}
    </p>
  );
}

const CHAIN_WORDS = {
  ETH: "Ethereum",
  "ETH-SEPOLIA": "Ethereum Sepolia (test)",
  SOL: "Solana",
  "SOL-DEVNET": "Solana Devnet (test)",
  MATIC: "Polygon",
  "MATIC-AMOY": "Polygon Amoy (test)",
  BTC: "Bitcoin",
  "BTC-TESTNET4": "Bitcoin Testnet4 (test)",
} as const satisfies Record<Blockchain, string>;
