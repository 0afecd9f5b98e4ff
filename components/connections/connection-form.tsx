"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";
import { beginPairingAction, createConnectionAction, trySettingsAction } from "@/lib/actions/connections";
import type { ProviderOffer } from "@/lib/queries/list-providers";
import { PairingCodes, type PairingCodesProps } from "./pairing-codes";
import { SettingsFields } from "./settings-fields";

type Told = { tone: "info" | "danger"; title: string; sentence: string };
type Errors = Readonly<Record<string, string>>;

/** Connects a merchant account: the form is the provider's own, what was typed can be tried first, and secrets are never shown again. */
export function ConnectionForm({ providers }: { providers: readonly ProviderOffer[] }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [providerId, setProviderId] = useState(providers[0]?.id ?? "");
  const [name, setName] = useState("");
  const [mode, setMode] = useState("sandbox");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [errors, setErrors] = useState<Errors>({});
  const [told, setTold] = useState<Told | null>(null);
  const [pairing, setPairing] = useState<PairingCodesProps | null>(null);
  const provider = providers.find(({ id }) => id === providerId);
  if (!provider) return null;
  if (pairing) return <PairingCodes {...pairing} />;

  const settings = Object.fromEntries(provider.fields.flatMap(({ name: field }) => (values[field] ? [[field, values[field]]] : [])));

  const refuse = (title: string, answer: Extract<ActionAnswer<unknown>, { ok: false }>) => {
    setErrors(Object.fromEntries(Object.entries(answer.denial.fields ?? {}).map(([path, [sentence]]) => [path, sentence ?? ""])));
    setTold({ tone: "danger", title, sentence: answer.denial.sentence });
  };
  const begin = (act: () => Promise<void>) => {
    setErrors({});
    setTold(null);
    start(act);
  };
  const attempt = () =>
    begin(async () => {
      const answer = await trySettingsAction({ provider: providerId, mode, settings });
      if (!answer.ok) return refuse("They do not work yet", answer);
      setTold({ tone: "info", title: "They work", sentence: `${answer.value.sentence} Nothing is stored yet.` });
    });
  const save = () =>
    begin(async () => {
      const answer = await createConnectionAction({ provider: providerId, name, mode, settings });
      if (!answer.ok) return refuse("The provider was not connected", answer);
      confirmDone(`${name} is connected.`);
      router.push(`/settings/providers/${answer.value.connectionId}`);
    });
  const pair = () =>
    begin(async () => {
      const answer = await beginPairingAction({ provider: providerId, name, mode });
      if (!answer.ok) return refuse("No codes were given", answer);
      setPairing({ providerLabel: provider.label, ...answer.value });
    });

  return (
    <form
      noValidate
      className="flex max-w-160 flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Card title="Account">
        <div className="flex flex-col gap-4">
          <Select
            label="Provider"
            choices={providers.map(({ id, label }) => ({ id, text: label }))}
            value={providerId}
            onChange={(id) => {
              setProviderId(id);
              setValues({});
              setErrors({});
              setTold(null);
            }}
          />
          <TextField
            label="Name"
            hint="How it is called on this desk, such as truelayer-gbp."
            value={name}
            onChange={setName}
            error={errors.name}
            autoComplete="off"
            isMono
          />
          <RadioCards
            label="Where its traffic goes"
            value={mode}
            onChange={setMode}
            error={errors.mode}
            cards={[
              { id: "sandbox", title: "Sandbox", sentence: "The provider's own, no real money" },
              { id: "live", title: "Live", sentence: "Real money; another admin confirms it" },
              { id: "simulator", title: "Simulator", sentence: "A make-believe on this machine" },
            ]}
          />
        </div>
      </Card>
      <Card title={`Credentials from ${provider.label}`}>
        <div className="flex flex-col gap-4">
          {provider.isPaired ? (
            <Callout
              tone="info"
              title={`${provider.label} can give out credentials itself`}
              actions={<PairButton {...{ pair, isPending, label: provider.label }} />}
            >
              A key is made here, {provider.label} answers with a code, and somebody approves the code in its dashboard. Or type in what you
              have.
            </Callout>
          ) : null}
          <SettingsFields
            fields={provider.fields}
            values={values}
            errors={errors}
            onType={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
          />
        </div>
      </Card>
      {told ? (
        <Callout tone={told.tone} title={told.title} isLive>
          {told.sentence}
        </Callout>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href="/settings/providers">Cancel</ButtonLink>
        <Button onPress={attempt} isPending={isPending} pendingLabel="Asking the provider">
          Try them first
        </Button>
        <Button type="submit" tone="primary" isPending={isPending} pendingLabel="Connecting">
          Connect
        </Button>
      </div>
    </form>
  );
}

function PairButton({ pair, isPending, label }: { pair: () => void; isPending: boolean; label: string }) {
  return (
    <Button onPress={pair} isPending={isPending} pendingLabel="Asking for codes">
      Ask {label} for credentials
    </Button>
  );
}
