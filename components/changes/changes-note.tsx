import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import type { ChangeCounts } from "@/lib/queries/list-access-changes";

/** For the overview: changes that this very person may confirm. */
export function ChangesNote({ team, apiKeys, webhooks, rates }: ChangeCounts) {
  const access = team + apiKeys + webhooks;
  const count = access + rates;
  if (count === 0) return null;
  const what = [...(access > 0 ? ["of who may do what"] : []), ...(rates > 0 ? ["of exchange rates"] : [])].join(" and ");
  return (
    <Callout
      tone="warning"
      title={count === 1 ? `One change ${what} waits for you` : `${count} changes ${what} wait for you`}
      actions={
        <>
          {team > 0 ? (
            <ButtonLink href="/settings/team" size="small">
              Look at the team
            </ButtonLink>
          ) : null}
          {apiKeys > 0 ? (
            <ButtonLink href="/settings/api-keys" size="small">
              Look at the API keys
            </ButtonLink>
          ) : null}
          {webhooks > 0 ? (
            <ButtonLink href="/settings/webhooks" size="small">
              Look at the webhooks
            </ButtonLink>
          ) : null}
          {rates > 0 ? (
            <ButtonLink href="/settings/policy" size="small">
              Look at the rates
            </ButtonLink>
          ) : null}
        </>
      }
    >
      Another admin has asked for it, and nothing changes before a second one has confirmed it.
    </Callout>
  );
}
