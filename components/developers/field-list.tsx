import { Disclosure } from "@/components/ui/disclosure";
import type { Field } from "@/lib/domain/rest/fields";
import { Prose } from "./prose";

/** The members of a body, and what they consist of in turn, opened where somebody looks. */
export function FieldList({ label, fields }: { label: string; fields: readonly Field[] }) {
  return (
    <ul aria-label={label} className="divide-y divide-grey-2 border-grey-2 border-y">
      {fields.map((field) => (
        <li key={field.name} className="flex flex-col gap-1 py-2">
          <FieldLine field={field} />
          {field.members.length > 0 ? (
            <Disclosure summary={`Members of ${field.name}`}>
              <Nested label={field.name} fields={field.members} />
            </Disclosure>
          ) : null}
          {field.variants.length > 0 ? (
            <Disclosure summary={`One of ${field.variants.length} kinds`}>
              <div className="flex flex-col gap-3">
                {field.variants.map(({ title, members }) => (
                  <div key={title}>
                    <p className="pb-1 font-medium font-mono text-small">{title}</p>
                    <Nested label={`${field.name}, ${title}`} fields={members} />
                  </div>
                ))}
              </div>
            </Disclosure>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Nested(props: { label: string; fields: readonly Field[] }) {
  return (
    <div className="border-grey-2 border-l pl-3">
      <FieldList {...props} />
    </div>
  );
}

function FieldLine({
  field: { name, type, isRequired, description },
}: {
  field: Pick<Field, "name" | "type" | "isRequired" | "description">;
}) {
  return (
    <div>
      <p className="wrap-anywhere flex flex-wrap items-baseline gap-x-2 text-small">
        <code className="font-medium font-mono text-ink">{name}</code>
        <span className="text-grey-5">{type}</span>
        {isRequired ? <span className="text-accent">required</span> : null}
      </p>
      {description ? (
        <p className="text-grey-5 text-small">
          <Prose text={description} />
        </p>
      ) : null}
    </div>
  );
}
