import { Timestamp } from "@/components/display/timestamp";
import type { PolicyVersionView } from "@/lib/queries/read-policy-version";

/** Who brought a version, why, and whose word was given on it. */
export function VersionFacts({ view: { version, state, drafted, proposed, decided } }: { view: PolicyVersionView }) {
  if (version === 1) return <p className="text-grey-5">It came with the merchant.</p>;
  return (
    <ul aria-label="Who and when" className="flex flex-col gap-1 text-grey-5">
      <li>
        Drafted by {drafted.by}, <Timestamp at={drafted.at} />.
      </li>
      {proposed ? (
        <li>
          Proposed by {proposed.by}, <Timestamp at={proposed.at} />: <span className="text-ink">{proposed.reason}</span>
        </li>
      ) : null}
      {decided ? (
        <li>
          {state === "rejected" ? "Rejected" : "Confirmed"} by {decided.by}, <Timestamp at={decided.at} />
          {decided.note ? <span className="text-ink">: {decided.note}</span> : "."}
        </li>
      ) : null}
    </ul>
  );
}
