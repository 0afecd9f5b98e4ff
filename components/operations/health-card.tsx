import { CircleAlert, CircleCheck, CircleDot, Snowflake } from "lucide-react";
import type { ReactNode } from "react";
import { ProviderMark } from "@/components/display/provider-mark";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { ConnectionHealthRow } from "@/lib/queries/list-connection-health";

const FAULT_WORDS: Readonly<Record<string, string>> = {
  unreachable: "could not be reached",
  timeout: "did not answer in time",
  connectionLost: "broke off",
  rateLimited: "asked us to slow down",
  unavailable: "was not available",
  unreadable: "could not be understood",
  unauthorised: "did not accept our credentials",
  unexpected: "something unexpected",
};

/** One connection: whether it answers, how often it does not, and what waits for it. `deed` is the way to stop it. */
export function HealthCard({ connection, deed }: { connection: ConnectionHealthRow; deed: ReactNode }) {
  const { exchanges, faulty, lastFault, lastFaultAt, lastSuccessAt, openUntil, pausedUntil, waiting, requestsPerSecond } = connection;
  const facts = [
    { term: "Last good answer", value: lastSuccessAt ? <Timestamp at={lastSuccessAt} isRelative /> : "None yet" },
    {
      term: "Last trouble",
      value:
        lastFault && lastFaultAt ? (
          <>
            {FAULT_WORDS[lastFault] ?? lastFault}, <Timestamp at={lastFaultAt} isRelative />
          </>
        ) : (
          "None yet"
        ),
    },
    {
      term: "Last hour",
      value:
        exchanges === 0
          ? "Nothing was asked"
          : `${faulty} of ${exchanges} without a good answer (${Math.round((100 * faulty) / exchanges)}%)`,
    },
    { term: "Pace", value: requestsPerSecond === null ? "As fast as it takes them" : `${requestsPerSecond} a second at most` },
    { term: "Left alone until", value: pausedUntil && <Timestamp at={pausedUntil} withSeconds /> },
    { term: "Tried again", value: connection.breaker === "closed" ? null : openUntil && <Timestamp at={openUntil} withSeconds /> },
    { term: "Payouts that wait for it", value: String(waiting) },
  ];
  return (
    <Card title={connection.name}>
      <div className="flex flex-wrap items-center gap-2 pb-2">
        <ProviderMark id={connection.provider} label={connection.providerLabel} />
        <Standing connection={connection} />
        {connection.freezeId ? (
          <Badge tone="red" icon={<Snowflake aria-hidden />}>
            Frozen
          </Badge>
        ) : null}
      </div>
      {connection.breaker !== "closed" && lastFault === "unauthorised" ? (
        <p className="pb-2 text-small">An admin has to renew its credentials. Until then nothing is sent through it.</p>
      ) : null}
      <DefinitionList isNumeric facts={facts.filter(({ value }) => value !== null)} />
      {deed ? <div className="pt-3">{deed}</div> : null}
    </Card>
  );
}

function Standing({ connection: { state, breaker, troubleSince } }: { connection: ConnectionHealthRow }) {
  if (state !== "active") return <Badge>Not active</Badge>;
  if (breaker === "closed") {
    return (
      <Badge tone="good" icon={<CircleCheck aria-hidden />}>
        Answers
      </Badge>
    );
  }
  return (
    <>
      <Badge tone="red" icon={breaker === "open" ? <CircleAlert aria-hidden /> : <CircleDot aria-hidden />}>
        {breaker === "open" ? "Does not answer" : "Being tried"}
      </Badge>
      {troubleSince ? (
        <span className="text-grey-5 text-small">
          since <Timestamp at={troubleSince} isYearShort />
        </span>
      ) : null}
    </>
  );
}
