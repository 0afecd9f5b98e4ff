import type { Metadata } from "next";
import { ReceiverForm } from "@/components/receivers/receiver-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { countriesIn } from "@/lib/domain/account/countries";
import { languagesIn } from "@/lib/domain/receiver/languages";
import { listAccountOffers } from "@/lib/queries/list-account-offers";

export const metadata: Metadata = { title: "New receiver" };

export default async function NewReceiverPage() {
  const actor = await requireActor("receiver.create");
  const offers = await listAccountOffers(actor.merchantId);
  const { locale } = actor.merchant;
  return (
    <>
      <PageHeader title="New receiver" back={{ href: "/receivers", label: "Receivers" }} />
      <ReceiverForm countries={countriesIn(locale)} languages={languagesIn(locale)} offers={offers} />
    </>
  );
}
