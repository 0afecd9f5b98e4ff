"use client";

import { BadgeCheck, CircleHelp, CircleSlash, Clock, PhoneCall, TriangleAlert, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import type { AccountFacts } from "@/lib/domain/account/account-facts";
import { Timestamp } from "./timestamp";

type Check = AccountFacts["checks"][number];

/** Who stands for an account and why one might doubt it, one line each; nothing where nothing is to be said. */
export function AccountFactsList({ facts }: { facts: AccountFacts }) {
  const { decision, doubts, checks, sharedWith, coolsOffUntil, broughtBy, origin } = facts;
  const [check] = checks;
  const lines: readonly (readonly [string, ReactNode])[] = [
    ...(sharedWith.length > 0 ? [["shared", <SharedLine key="shared" others={sharedWith} />] as const] : []),
    ...doubts.map((doubt) => [doubt, <DoubtLine key={doubt} doubt={doubt} facts={facts} />] as const),
    ...(check ? [["check", <CheckLine key="check" check={check} />] as const] : []),
    ...(decision ? [["decision", <DecisionLine key="decision" facts={facts} />] as const] : []),
    ...(coolsOffUntil ? [["cool", <CoolLine key="cool" until={coolsOffUntil} />] as const] : []),
    ...(origin === "receiver" ? [["origin", <OriginLine key="origin" askedBy={broughtBy.name} />] as const] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5 text-small">
      {lines.map(([id, line]) => (
        <li key={id} className="flex items-start gap-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
          {line}
        </li>
      ))}
    </ul>
  );
}

function SharedLine({ others }: { others: AccountFacts["sharedWith"] }) {
  return (
    <>
      <Users className="text-amber" aria-hidden />
      <span>
        <span className="font-medium text-amber">The same account is on file for others: </span>
        {others.map(({ receiverId, name }, place) => (
          <span key={receiverId}>
            {place > 0 ? ", " : ""}
            <Link href={`/receivers/${receiverId}`}>{name}</Link>
          </span>
        ))}
        .
      </span>
    </>
  );
}

function DoubtLine({ doubt, facts: { broughtBy, broughtAt } }: { doubt: string; facts: AccountFacts }) {
  const who = broughtBy.isYou ? "You" : (broughtBy.name ?? "Whoever brought it");
  return (
    <>
      <TriangleAlert className="text-amber" aria-hidden />
      <span>
        {doubt}{" "}
        <span className="text-grey-5">
          {who} said on <Timestamp at={broughtAt} /> that it is right all the same.
        </span>
      </span>
    </>
  );
}

function CheckLine({ check }: { check: Check }) {
  const look = { match: GOOD, partialMatch: CLOSE, noMatch: BAD, notPossible: NONE }[check.result];
  return (
    <>
      {look}
      <span>
        {sayCheck(check)}{" "}
        <span className="text-grey-5">
          Asked through {check.providerLabel} by {check.byName}, <Timestamp at={check.at} />.
        </span>
      </span>
    </>
  );
}

const GOOD = <BadgeCheck className="text-accent" aria-hidden />;
const CLOSE = <TriangleAlert className="text-amber" aria-hidden />;
const BAD = <CircleSlash className="text-red" aria-hidden />;
const NONE = <CircleHelp className="text-grey-5" aria-hidden />;

function sayCheck({ result, suggestedName, why }: Check): ReactNode {
  switch (result) {
    case "match":
      return "The bank says that the name is the account's.";
    case "partialMatch":
      return suggestedName ? (
        <>
          The bank says that the name is nearly right. It has <span className="font-medium">{suggestedName}</span>.
        </>
      ) : (
        "The bank says that the name is nearly right, and does not say what it has."
      );
    case "noMatch":
      return <span className="font-medium text-red">The bank says that the account is somebody else's.</span>;
    case "notPossible":
      return `The name could not be compared. ${why ?? ""}`;
  }
}

function DecisionLine({ facts: { decision, standing } }: { facts: AccountFacts }) {
  if (!decision || standing === "superseded") return null;
  const { byName, at, call, note } = decision;
  return (
    <>
      {standing === "rejected" ? <CircleSlash className="text-red" aria-hidden /> : <PhoneCall className="text-grey-5" aria-hidden />}
      <span>
        {standing === "rejected" ? (
          <>
            {byName} rejected it on <Timestamp at={at} />.
          </>
        ) : (
          <>
            {byName} confirmed it on <Timestamp at={at} />
            {call ? (
              <>
                , after calling {call.name} on {call.numberMasked} (<Timestamp at={call.at} />)
              </>
            ) : null}
            .
          </>
        )}
        {note ? <span className="text-grey-5"> “{note}”</span> : null}
      </span>
    </>
  );
}

function CoolLine({ until }: { until: Date }) {
  return (
    <>
      <Clock className="text-slate" aria-hidden />
      <span>
        Nothing is paid to it before <Timestamp at={until} />.
      </span>
    </>
  );
}

function OriginLine({ askedBy }: { askedBy: string | null }) {
  return (
    <>
      <CircleHelp className="text-grey-5" aria-hidden />
      <span>The receiver typed it on a page that {askedBy ?? "somebody here"} sent them.</span>
    </>
  );
}
