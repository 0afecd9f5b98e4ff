"use client";

import { ArrowUp, Pencil, Plus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { editPolicyAction } from "@/lib/actions/policies";
import { randomText } from "@/lib/base/id";
import { type ApprovalPolicy, CHECKERS, type PolicyRule, type SigningGroup } from "@/lib/domain/approval/policy";
import type { PolicyNames } from "@/lib/domain/approval/policy-names";
import { sayGroup, sayRule } from "@/lib/domain/approval/say-rule";
import type { PolicyChoices } from "@/lib/queries/read-policy-choices";
import { GroupDialog } from "./group-dialog";
import { RuleDialog } from "./rule-dialog";
import { SettingFields } from "./setting-fields";

export type PolicyEditorProps = { version: number; editedAt: Date; policy: ApprovalPolicy; names: PolicyNames; choices: PolicyChoices };

/** A draft, changed piece by piece and kept as a whole. What it changes is looked at on the version's own page. */
export function PolicyEditor({ version, editedAt, policy: opened, names, choices }: PolicyEditorProps) {
  const router = useRouter();
  const { run, isPending, refusal } = useAnswer();
  const [policy, setPolicy] = useState(opened);
  const [rule, setRule] = useState<PolicyRule | null>(null);
  const [group, setGroup] = useState<SigningGroup | null>(null);
  const set = (changes: Partial<ApprovalPolicy>) => setPolicy({ ...policy, ...changes });
  const { rules, groups, currency } = policy;
  const isUsed = (id: string) => rules.some(({ effect: { people } }) => people !== "none" && people.some((asked) => asked.group === id));
  const isChanged = policy !== opened;
  const save = () =>
    run(
      () => editPolicyAction({ version, editedAt, body: policy }),
      "The draft is kept.",
      () => router.push(`/settings/policy/${version}`),
    );

  return (
    <div className="flex flex-col gap-4">
      <Card
        title="Rules"
        tools={
          <Button size="small" onPress={() => setRule(newRule())}>
            <Plus aria-hidden /> Add a rule
          </Button>
        }
      >
        {rules.length === 0 ? <p className="text-grey-5">There are no rules yet.</p> : null}
        <ul aria-label="Rules" className="flex flex-col divide-y divide-grey-2">
          {rules.map((one) => (
            <li key={one.id} className="flex items-start justify-between gap-3 py-2.5 first:pt-0 last:pb-0">
              <span className="flex min-w-0 flex-col gap-0.5">
                <span className="font-medium">{one.name}</span>
                <span className="text-grey-5">{sayRule(one, { currency, names, groups })}</span>
              </span>
              <span className="flex shrink-0 gap-1">
                <IconButton label={`Change ${one.name}`} size="small" onPress={() => setRule(one)}>
                  <Pencil />
                </IconButton>
                <IconButton
                  label={`Remove ${one.name}`}
                  size="small"
                  onPress={() => set({ rules: rules.filter(({ id }) => id !== one.id) })}
                >
                  <X />
                </IconButton>
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card
          title="Who signs, in this order"
          tools={
            <Button size="small" onPress={() => setGroup({ id: newPartId("group"), name: "", roles: [], people: [] })}>
              <Plus aria-hidden /> Add a group
            </Button>
          }
        >
          <ol className="flex flex-col divide-y divide-grey-2">
            {groups.map((one, place) => (
              <li key={one.id} className="flex items-start justify-between gap-3 py-2.5 first:pt-0 last:pb-0">
                <span className="flex min-w-0 flex-col">
                  <span className="font-medium">{one.name}</span>
                  <span className="text-grey-5 text-small">{sayGroup(one, names)}</span>
                </span>
                <span className="flex shrink-0 gap-1">
                  {place > 0 ? (
                    <IconButton
                      label={`${one.name} before ${groups[place - 1]?.name}`}
                      size="small"
                      onPress={() => set({ groups: movedUp(groups, place) })}
                    >
                      <ArrowUp />
                    </IconButton>
                  ) : null}
                  {one.id === CHECKERS.id ? null : (
                    <IconButton label={`Change ${one.name}`} size="small" onPress={() => setGroup(one)}>
                      <Pencil />
                    </IconButton>
                  )}
                  {one.id === CHECKERS.id || isUsed(one.id) ? null : (
                    <IconButton
                      label={`Remove ${one.name}`}
                      size="small"
                      onPress={() => set({ groups: groups.filter(({ id }) => id !== one.id) })}
                    >
                      <X />
                    </IconButton>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </Card>
        <Card title="Everything else">
          <SettingFields policy={policy} onChange={set} />
        </Card>
      </div>
      {refusal ? (
        <p role="alert" className="text-red">
          {refusal}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" size="large" isDisabled={!isChanged} isPending={isPending} pendingLabel="Keeping the draft" onPress={save}>
          Keep the draft
        </Button>
        <span className="text-grey-5 text-small">
          {isChanged ? "Not kept yet." : "Nothing is changed yet."} A draft judges nothing before another admin has confirmed it.
        </span>
      </div>
      {rule ? (
        <RuleDialog
          rule={rule}
          isNew={!rules.some(({ id }) => id === rule.id)}
          {...{ groups, currency, choices, names }}
          onKeep={(kept) => {
            set({
              rules:
                kept.id === rule.id && rules.some(({ id }) => id === rule.id)
                  ? rules.map((one) => (one.id === kept.id ? kept : one))
                  : [...rules, kept],
            });
            setRule(null);
          }}
          onClose={() => setRule(null)}
        />
      ) : null}
      {group ? (
        <GroupDialog
          group={group}
          choices={choices}
          onKeep={(kept) => {
            set({
              groups: groups.some(({ id }) => id === kept.id) ? groups.map((one) => (one.id === kept.id ? kept : one)) : [...groups, kept],
            });
            setGroup(null);
          }}
          onClose={() => setGroup(null)}
        />
      ) : null}
    </div>
  );
}

function newRule(): PolicyRule {
  return {
    id: newPartId("rule"),
    name: "",
    when: {},
    effect: { people: [{ group: CHECKERS.id, count: 2 }], stepUp: "none", holdMinutes: 0 },
  };
}

function newPartId(kind: string): string {
  return `${kind}-${randomText(8).toLowerCase()}`;
}

function movedUp(groups: readonly SigningGroup[], place: number): readonly SigningGroup[] {
  const moved = groups[place];
  return moved ? groups.flatMap((one, index) => (index === place - 1 ? [moved, one] : index === place ? [] : [one])) : groups;
}
