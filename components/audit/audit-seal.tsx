import { Timestamp } from "@/components/display/timestamp";
import type { AuditTrail } from "@/lib/queries/read-audit-trail";

/** How far the trail is chained, and how anybody can check it. */
export function AuditSeal({ trail: { sealed, sealedAt, waiting } }: { trail: AuditTrail }) {
  return (
    <p className="text-grey-5 text-small">
      <span className="tabular-nums">{sealed.toLocaleString("en-GB")}</span> entries are chained
      {sealedAt ? (
        <>
          , the last <Timestamp at={sealedAt} isRelative />
        </>
      ) : null}
      {waiting > 0 ? `; ${waiting} more follow in a moment` : ""}. Whoever changes, removes or adds one breaks the chain:{" "}
      <code className="font-mono">npm run counterfoil -- audit verify</code> names the place.
    </p>
  );
}
