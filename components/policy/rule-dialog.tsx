"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { NumberField } from "@/components/ui/number-field";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { Effect, PolicyRule, SigningGroup } from "@/lib/domain/approval/policy";
import type { PolicyNames } from "@/lib/domain/approval/policy-names";
import { PolicyRuleShape } from "@/lib/domain/approval/policy-shape";
import { sayRule } from "@/lib/domain/approval/say-rule";
import type { PolicyChoices } from "@/lib/queries/read-policy-choices";
import { ConditionFields } from "./condition-fields";

export type RuleDialogProps = {
  rule: PolicyRule;
  isNew: boolean;
  groups: readonly SigningGroup[];
  currency: string;
  choices: PolicyChoices;
  names: PolicyNames;
  onKeep: (rule: PolicyRule) => void;
  onClose: () => void;
};

/** One rule: when it fires, and what it asks for then. The sentence below is what everybody will read. */
export function RuleDialog({ rule: opened, isNew, groups, currency, choices, names, onKeep, onClose }: RuleDialogProps) {
  const [rule, setRule] = useState(opened);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const { effect } = rule;
  const setEffect = (changes: Partial<Effect>) => setRule({ ...rule, effect: { ...effect, ...changes } });
  const keep = () => {
    const parsed = PolicyRuleShape.safeParse(rule);
    if (parsed.success) return onKeep(parsed.data);
    // By the condition or the part of the effect that it is about.
    setErrors(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[1] ?? path[0]), message]).reverse()));
  };
  return (
    <Dialog
      title={isNew ? "A new rule" : `Rule "${opened.name}"`}
      isOpen
      onClose={onClose}
      width="wide"
      actions={
        <>
          <Button size="large" onPress={onClose}>
            Leave it as it was
          </Button>
          <Button size="large" tone="primary" onPress={keep}>
            Keep this rule
          </Button>
        </>
      }
    >
      <TextField label="Name" value={rule.name} error={errors.name} onChange={(name) => setRule({ ...rule, name })} autoComplete="off" />
      <ConditionFields when={rule.when} errors={errors} {...{ currency, choices }} onChange={(when) => setRule({ ...rule, when })} />
      <PeopleFields
        people={effect.people}
        groups={groups}
        error={errors.people}
        onChange={(people) => setEffect(people === "none" ? { people, stepUp: "none" } : { people })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label="Proof of whoever approves"
          value={effect.stepUp}
          choices={STEP_UPS}
          isDisabled={effect.people === "none"}
          error={errors.stepUp}
          onChange={(id) => setEffect({ stepUp: id === "session" || id === "item" ? id : "none" })}
        />
        <NumberField
          label="Rest once approved"
          aside="minutes"
          inputMode="numeric"
          value={String(effect.holdMinutes)}
          error={errors.holdMinutes}
          onChange={(typed) => setEffect({ holdMinutes: /^\d*$/.test(typed.trim()) ? Number(typed) : effect.holdMinutes })}
        />
      </div>
      <p aria-live="polite" className="rounded-ui bg-grey-1 p-3">
        {sayRule(rule, { currency, names, groups })}
      </p>
    </Dialog>
  );
}

const STEP_UPS = [
  { id: "none", text: "Being signed in is enough" },
  { id: "session", text: "Proved within the last minutes" },
  { id: "item", text: "Proved afresh for each payout" },
];

type PeopleProps = {
  people: Effect["people"];
  groups: readonly SigningGroup[];
  error?: string;
  onChange: (people: Effect["people"]) => void;
};

function PeopleFields({ people, groups, error, onChange }: PeopleProps) {
  const way = people === "none" ? "none" : people.length === 0 ? "others" : "groups";
  const choose = (id: string) =>
    onChange(id === "none" ? "none" : id === "others" ? [] : [{ group: groups[0]?.id ?? "checkers", count: 1 }]);
  return (
    <div className="flex flex-col gap-3">
      <RadioCards
        label="Who has to approve it?"
        value={way}
        onChange={choose}
        cards={[
          { id: "groups", title: "These people", sentence: "Of each group so many, one after another." },
          { id: "none", title: "Nobody", sentence: "Unless another rule asks for people." },
          { id: "others", title: "Left to others", sentence: "This rule says nothing of people." },
        ]}
      />
      {people === "none" || people.length === 0 ? null : (
        <div className="grid gap-3 sm:grid-cols-3">
          {groups.map((group) => (
            <NumberField
              key={group.id}
              label={`Of ${group.name}`}
              inputMode="numeric"
              value={String(people.find((asked) => asked.group === group.id)?.count ?? 0)}
              onChange={(typed) => onChange(withCount(people, group.id, Number(typed.replace(/\D/g, "")) || 0))}
            />
          ))}
        </div>
      )}
      {error ? (
        <p role="alert" className="text-red text-small">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function withCount(people: Exclude<Effect["people"], "none">, group: string, count: number): Exclude<Effect["people"], "none"> {
  const others = people.filter((asked) => asked.group !== group);
  // One that is emptied stays as a nought until another is filled, so that the form does not jump to another way.
  if (count === 0 && others.length === 0) return people;
  return count === 0 ? others : [...others, { group, count }];
}
