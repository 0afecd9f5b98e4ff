import type { ReactNode } from "react";
import { SettingsTabs } from "@/components/shell/settings-tabs";
import { actorOfSession, requireSession } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { SETTINGS } from "@/lib/domain/access/settings-pages";
import { countPoliciesFor } from "@/lib/queries/count-policies-for";
import { countChangesFor } from "@/lib/queries/list-access-changes";

/** Only the sections that this role may open, with what waits in each for this very person. Each page asks again for itself. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = actorOfSession(await requireSession());
  const [{ team, apiKeys, webhooks, rates }, policy] = await Promise.all([countChangesFor(actor), countPoliciesFor(actor)]);
  const counts: Readonly<Record<string, number>> = {
    ...{ "/settings/team": team, "/settings/api-keys": apiKeys },
    ...{ "/settings/webhooks": webhooks, "/settings/policy": policy + rates },
  };
  const sections = SETTINGS.filter(({ permission }) => may(actor, permission));
  return (
    <>
      <div className="pb-5">
        <SettingsTabs sections={sections.map(({ href, title }) => ({ href, title, count: counts[href] || undefined }))} />
      </div>
      {children}
    </>
  );
}
