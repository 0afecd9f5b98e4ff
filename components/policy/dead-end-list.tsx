import { Callout } from "@/components/ui/callout";
import type { DeadEnd } from "@/lib/domain/approval/find-dead-ends";

/** What nobody could release. As long as there is any, the policy goes no further. */
export function DeadEndList({ deadEnds }: { deadEnds: readonly DeadEnd[] }) {
  if (deadEnds.length === 0) return null;
  return (
    <Callout
      tone="danger"
      title={deadEnds.length === 1 ? "Some payouts could never be released" : `In ${deadEnds.length} cases payouts could never be released`}
    >
      <ul aria-label="Dead ends" className="flex flex-col gap-1">
        {deadEnds.map(({ rules, sentence }) => (
          <li key={rules.join("|")}>
            <span className="font-medium">{rules.length === 0 ? "Where no rule fires" : new Intl.ListFormat("en").format(rules)}.</span>{" "}
            {sentence}
          </li>
        ))}
      </ul>
      <p className="pt-1">It cannot be proposed or confirmed like this.</p>
    </Callout>
  );
}
