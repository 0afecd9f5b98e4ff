import { newId } from "@/lib/base/id";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Role } from "@/lib/domain/access/permissions";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import { addPerson } from "@/lib/operations/people/add-person";

export const DEMO_PASSWORD = "counterfoil-demo";

type DemoPerson = { readonly email: string; readonly name: string; readonly role: Role };
export type DemoMerchant = {
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly people: readonly DemoPerson[];
};

/** Two merchants, so that it can be seen that nobody sees across. */
export const DEMO_MERCHANTS = {
  demo: {
    slug: "demo",
    name: "Harbour & Vale",
    timeZone: "Europe/London",
    people: [
      { email: "maker@demo.test", name: "Mara Lindqvist", role: "maker" },
      { email: "maker2@demo.test", name: "Milan Horvat", role: "maker" },
      { email: "checker@demo.test", name: "Clara Osei", role: "checker" },
      { email: "checker2@demo.test", name: "Cem Aydin", role: "checker" },
      { email: "support@demo.test", name: "Sofia Reyes", role: "support" },
      { email: "admin@demo.test", name: "Ada Winter", role: "admin" },
      { email: "admin2@demo.test", name: "Anton Kowal", role: "admin" },
    ],
  },
  other: {
    slug: "other",
    name: "Other Goods",
    timeZone: "Europe/Amsterdam",
    people: [
      { email: "maker@other.test", name: "Mats de Boer", role: "maker" },
      { email: "checker@other.test", name: "Chloé Mercier", role: "checker" },
    ],
  },
} as const satisfies Record<string, DemoMerchant>;

/** Before the policy that its admins then brought, and before any payout of the demo. */
const OPENED_DAYS_AGO = 220;

/** The merchant with its people: makes those who are missing, changes nothing about those who are there. */
export async function ensureMerchant({ slug, name, timeZone, people }: DemoMerchant): Promise<{ id: string }> {
  const opened = addMs(new Date(), -OPENED_DAYS_AGO * DAY_MS);
  const merchant = await db().merchant.upsert({
    where: { slug },
    update: {},
    create: {
      id: newId("merchant"),
      slug,
      name,
      timeZone,
      policies: {
        create: {
          version: 1,
          state: "active",
          body: { ...DEMO_POLICY },
          draftedByName: "Counterfoil",
          draftedAt: opened,
          editedAt: opened,
        },
      },
    },
  });
  const seed = { kind: "system", name: "Counterfoil demo", merchantId: merchant.id } as const;
  for (const person of people) {
    const known = await db().membership.count({ where: { merchantId: merchant.id, person: { email: person.email } } });
    if (known > 0) continue;
    const added = await addPerson(seed, { ...person, password: DEMO_PASSWORD });
    if (!added.ok) throw new Error(`${person.email} could not be added: ${added.error.sentence}`);
  }
  return merchant;
}
