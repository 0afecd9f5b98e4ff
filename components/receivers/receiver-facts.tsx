import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { ReceiverView } from "@/lib/queries/read-receiver";

type ReceiverFactsProps = {
  receiver: Pick<ReceiverView, "kind" | "email" | "country" | "reference" | "createdAt" | "createdByName" | "detailsOnFile">;
  locale: string;
};

export function ReceiverFacts({ receiver, locale }: ReceiverFactsProps) {
  const { kind, email, country, reference, createdAt, createdByName, detailsOnFile } = receiver;
  const facts = [
    { term: "Kind", value: kind === "company" ? "Company" : "Person" },
    { term: "E-mail", value: email },
    { term: "Country", value: country && (new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? country) },
    { term: "Your reference", value: reference },
    { term: "Also on file", value: detailsOnFile.length === 0 ? null : detailsOnFile.join(", ") },
    { term: "Added", value: <Timestamp at={createdAt} /> },
    { term: "Added by", value: createdByName },
  ];
  return (
    <Card title="Facts">
      <DefinitionList isNumeric facts={facts.filter(({ value }) => value !== null)} />
    </Card>
  );
}
