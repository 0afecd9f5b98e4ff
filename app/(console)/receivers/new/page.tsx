import type { Metadata } from "next";
import { ReceiverForm } from "@/components/receivers/receiver-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { COUNTRY_CODES } from "@/lib/domain/account/countries";
import { readMerchant } from "@/lib/queries/read-merchant";

export const metadata: Metadata = { title: "New receiver" };

export default async function NewReceiverPage() {
  const actor = await requireActor("receiver.create");
  const { locale } = await readMerchant(actor.merchantId);
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const countries = COUNTRY_CODES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) =>
    a.name.localeCompare(b.name, locale),
  );
  return (
    <>
      <PageHeader title="New receiver" back={{ href: "/receivers", label: "Receivers" }} />
      <ReceiverForm countries={countries} />
    </>
  );
}
