import { Callout } from "@/components/ui/callout";

/** Said to somebody whose wishes nobody here could confirm, before they wonder why nothing happens. */
export function AloneNote({ others, command }: { others: number; command: string }) {
  if (others > 0) return null;
  return (
    <Callout tone="info" title="Nobody else here can confirm what you ask for">
      What lets somebody release money, or say who may, takes two people. Until there is a second one, whoever runs the machine confirms it
      with <code className="font-mono text-small">npm run counterfoil -- {command}</code>; the audit trail says that it was the operator.
    </Callout>
  );
}
