"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { mapColumnsAction } from "@/lib/actions/batches";
import type { BatchView } from "@/lib/domain/batch/batch-view";
import { BATCH_FIELD_NAMES, BATCH_FIELDS, isBatchField } from "@/lib/domain/batch/fields";
import { countRows, useBatchDeed } from "./use-batch-deed";

const NOTHING = "nothing";
const CHOICES = [
  { id: NOTHING, text: "Nothing, only given back" },
  ...BATCH_FIELD_NAMES.map((field) => ({ id: field, text: BATCH_FIELDS[field].label })),
];

/** What each column means, as it was recognised; changed here, it is remembered for the merchant's next file. */
export function ColumnMapping({ batch }: { batch: BatchView }) {
  const [mapping, setMapping] = useState(batch.mapping);
  const [conventions, setConventions] = useState(batch.conventions);
  const deed = useBatchDeed(batch.id);
  const known = batch.mapping.filter((field) => field !== null).length;
  return (
    <Disclosure summary={`Columns: ${known} of ${batch.header.length} are read`}>
      <div className="flex flex-col gap-4 rounded-ui border border-grey-2 bg-raised p-4">
        <Refusal title="The columns stay as they were" sentence={deed.refused} />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
          {batch.header.map((heading, at) => (
            <Select
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move, and two may have one heading.
              key={`${at} ${heading}`}
              label={heading}
              choices={CHOICES}
              value={mapping[at] ?? NOTHING}
              onChange={(id) => setMapping(mapping.map((field, place) => (place === at ? (isBatchField(id) ? id : null) : field)))}
            />
          ))}
          <Select
            label="Cents come after"
            choices={[
              { id: NOTHING, text: "Not known: ask me" },
              { id: ".", text: "A point: 1,250.00" },
              { id: ",", text: "A comma: 1.250,00" },
            ]}
            value={conventions.decimal ?? NOTHING}
            onChange={(id) => setConventions({ ...conventions, decimal: id === "." || id === "," ? id : null })}
          />
          <Select
            label="Dates begin with"
            choices={[
              { id: NOTHING, text: "Not known: ask me" },
              { id: "dayFirst", text: "The day" },
              { id: "monthFirst", text: "The month" },
            ]}
            value={conventions.days ?? NOTHING}
            onChange={(id) => setConventions({ ...conventions, days: id === "dayFirst" || id === "monthFirst" ? id : null })}
          />
        </div>
        <div className="flex justify-end">
          <Button
            tone="primary"
            isPending={deed.isPending}
            onPress={() =>
              deed.run(
                () => mapColumnsAction({ batchId: batch.id, mapping, ...conventions }),
                (count) => `${countRows(count)} read again.`,
              )
            }
          >
            Read the rows so
          </Button>
        </div>
      </div>
    </Disclosure>
  );
}
