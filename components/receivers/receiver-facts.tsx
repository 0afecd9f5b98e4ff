import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import { languageName } from "@/lib/domain/receiver/languages";
import type { ReceiverView } from "@/lib/queries/read-receiver";

type ReceiverFactsProps = {
  receiver: Pick<
    ReceiverView,
    "kind" | "email" | "country" | "language" | "reference" | "tags" | "merged" | "createdAt" | "createdByName" | "detailsOnFile"
  >;
  locale: string;
};

export function ReceiverFacts({ receiver, locale }: ReceiverFactsProps) {
  const { kind, email, country, language, reference, tags, merged, createdAt, createdByName, detailsOnFile } = receiver;
  const facts = [
    { term: "Kind", value: kind === "company" ? "Company" : "Person" },
    { term: "E-mail", value: email },
    { term: "Country", value: country && (new Intl.DisplayNames(locale, { type: "region" }).of(country) ?? country) },
    { term: "Language", value: language && languageName(language, locale) },
    { term: "Your reference", value: reference },
    { term: "Tags", value: tags.length === 0 ? null : <TagLinks tags={tags} /> },
    { term: "Also on file", value: detailsOnFile.length === 0 ? null : detailsOnFile.join(", ") },
    { term: "Added", value: <Timestamp at={createdAt} /> },
    { term: "Added by", value: createdByName },
    { term: "Merged into this", value: merged.length === 0 ? null : <MergedLinks merged={merged} /> },
  ];
  return (
    <Card title="Facts">
      <DefinitionList isNumeric facts={facts.filter(({ value }) => value !== null)} />
    </Card>
  );
}

function TagLinks({ tags }: { tags: readonly string[] }) {
  return (
    <span className="flex flex-wrap justify-end gap-x-2">
      {tags.map((tag) => (
        <Link key={tag} href={`/receivers?tag=${encodeURIComponent(tag)}`}>
          {tag}
        </Link>
      ))}
    </span>
  );
}

function MergedLinks({ merged }: Pick<ReceiverView, "merged">) {
  return (
    <span className="flex flex-col">
      {merged.map(({ id, name }) => (
        <Link key={id} href={`/receivers/${id}`}>
          {name}
        </Link>
      ))}
    </span>
  );
}
