import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { ImportPreview } from "@/lib/domain/receiver/import";

/** What a file would bring, in numbers. */
export function ImportSummary({ preview, fileName }: { preview: ImportPreview; fileName: string }) {
  const { rows, good, known, withAccount, doubtful, bad } = preview;
  const facts = [
    { term: "Rows", value: rows },
    { term: "Ready to import", value: good },
    { term: "With an account", value: withAccount },
    { term: "On file already, by reference", value: known },
    { term: "To look at again", value: doubtful },
    { term: "Wrong", value: bad },
  ];
  return (
    <Card title={fileName}>
      <DefinitionList isNumeric facts={facts} />
    </Card>
  );
}
