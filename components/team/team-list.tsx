import { ShieldCheck, ShieldOff } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { RowList } from "@/components/ui/row-list";
import type { RoleChoice, TeamMember } from "@/lib/queries/read-team";
import { PersonDeeds } from "./person-deeds";

export type TeamListProps = { people: readonly TeamMember[]; roles: readonly RoleChoice[]; ownId: string };

/** Who works here, as what, and how well their way in is kept. */
export function TeamList({ people, roles, ownId }: TeamListProps) {
  return (
    <Card title="People" padding="flush">
      <RowList label="People">
        {people.map((person) => (
          <li
            key={person.personId}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 md:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,4fr)_2rem]"
          >
            <span className="flex min-w-0 flex-col">
              <span className="truncate font-medium">
                {person.name}
                {person.personId === ownId ? <span className="font-normal text-grey-5"> (you)</span> : null}
              </span>
              <span className="truncate text-grey-5 text-small">{person.email}</span>
            </span>
            <span className="flex flex-wrap items-center gap-1.5 max-md:col-start-1 max-md:row-start-2">
              <Badge>{person.roleName}</Badge>
              {person.disabled ? <Badge tone="red">{person.disabled === "here" ? "Disabled" : "Disabled everywhere"}</Badge> : null}
            </span>
            <span className="flex min-w-0 flex-col text-small max-md:col-start-1 max-md:row-start-3">
              <SecondFactor person={person} />
              <span className="text-grey-5">
                {person.lastSignInAt ? (
                  <>
                    Signed in <Timestamp at={person.lastSignInAt} isRelative />
                    {person.sessions > 0 ? `, ${person.sessions} ${person.sessions === 1 ? "session" : "sessions"} open` : null}
                  </>
                ) : (
                  "Never signed in"
                )}
              </span>
            </span>
            <span className="flex justify-end max-md:col-start-2 max-md:row-start-1">
              {person.personId === ownId ? null : <PersonDeeds person={person} roles={roles} />}
            </span>
          </li>
        ))}
      </RowList>
    </Card>
  );
}

function SecondFactor({ person: { hasTotp, passkeys } }: { person: TeamMember }) {
  const factors = [
    ...(hasTotp ? ["authenticator app"] : []),
    ...(passkeys > 0 ? [passkeys === 1 ? "passkey" : `${passkeys} passkeys`] : []),
  ];
  return factors.length > 0 ? (
    <span className="flex items-center gap-1.5">
      <ShieldCheck className="size-4 shrink-0 text-accent" aria-hidden />
      {factors.join(", ")}
    </span>
  ) : (
    <span className="flex items-center gap-1.5 text-grey-5">
      <ShieldOff className="size-4 shrink-0" aria-hidden />
      password alone
    </span>
  );
}
