import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { ApprovalPolicy } from "@/lib/domain/approval/policy";
import type { PolicyNames } from "@/lib/domain/approval/policy-names";
import { sayGroup, sayRule, saySettings } from "@/lib/domain/approval/say-rule";

export type PolicyWordsCardProps = {
  policy: ApprovalPolicy;
  names: PolicyNames;
  /** Further cards, under the rules. */
  children?: ReactNode;
};

/** A policy as people read it: rules as sentences, who signs before whom, and everything else that it says. */
export function PolicyWordsCard({ policy, names, children }: PolicyWordsCardProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex flex-col gap-4">
        <Card title="Rules">
          <p className="pb-3 text-grey-5 text-small">
            Every rule that fits a payout holds, and the strictest wins. Where none says who decides,{" "}
            {policy.checkers === 1 ? "one checker does" : `${policy.checkers} checkers do`}.
          </p>
          {policy.rules.length === 0 ? (
            <p>There are no rules yet.</p>
          ) : (
            <ul aria-label="Rules" className="flex flex-col divide-y divide-grey-2">
              {policy.rules.map((rule) => (
                <li key={rule.id} className="flex flex-col gap-0.5 py-2.5 first:pt-0 last:pb-0">
                  <span className="font-medium">{rule.name}</span>
                  <span className="text-grey-5">{sayRule(rule, { ...policy, names })}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
        {children}
      </div>
      <div className="flex flex-col gap-4">
        <Card title="Who signs, in this order">
          <ol className="flex flex-col gap-2">
            {policy.groups.map((group) => (
              <li key={group.id} className="flex flex-col">
                <span className="font-medium">{group.name}</span>
                <span className="text-grey-5 text-small">{sayGroup(group, names)}</span>
              </li>
            ))}
          </ol>
        </Card>
        <Card title="Everything else">
          <DefinitionList facts={saySettings(policy).map(({ what, said }) => ({ term: what, value: said }))} />
        </Card>
      </div>
    </div>
  );
}
