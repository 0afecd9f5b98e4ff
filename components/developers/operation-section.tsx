import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import type { ReferenceOperation } from "@/lib/domain/rest/reference";
import { CodeBlock } from "./code-block";
import { FieldList } from "./field-list";
import { MethodPath } from "./method-path";
import { ProblemTable } from "./problem-table";
import { Prose } from "./prose";

/** One operation: what it does and takes on the left, how it is asked and answered on the right. */
export function OperationSection({ operation }: { operation: ReferenceOperation }) {
  const { id, summary, description, scope, fields, parameters, samples, answers, problems } = operation;
  return (
    <section id={id} aria-label={summary} className="scroll-mt-4">
      <Card title={summary} tools={<Badge tone="outline">{scope}</Badge>}>
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <MethodPath method={operation.method} path={operation.path} />
            {description ? (
              <p className="max-w-prose">
                <Prose text={description} />
              </p>
            ) : null}
            {parameters.length > 0 ? (
              <div>
                <h3 className="pb-1 font-medium text-small">Parameters</h3>
                <FieldList label={`Parameters of ${summary}`} fields={parameters} />
              </div>
            ) : null}
            {fields.length > 0 ? (
              <div>
                <h3 className="pb-1 font-medium text-small">Body</h3>
                <FieldList label={`Body of ${summary}`} fields={fields} />
              </div>
            ) : null}
            <Disclosure summary={`${problems.length} ways in which it can be refused`}>
              <ProblemTable label={`Errors of ${summary}`} problems={problems} />
            </Disclosure>
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            {samples.map(({ title, curl, typescript }, place) => (
              <Disclosure key={title} summary={title} isOpen={place === 0}>
                <div className="flex flex-col gap-2">
                  <CodeBlock title="curl" code={curl} />
                  <CodeBlock title="TypeScript" code={typescript} />
                </div>
              </Disclosure>
            ))}
            {answers.map(({ status, description: told, json }) => (
              <div key={status} className="flex flex-col gap-2">
                <p className="text-small">
                  <Badge tone="good">{status}</Badge> <Prose text={told} />
                </p>
                {json ? (
                  <>
                    <CodeBlock title={`Answer ${status}`} code={json.example} />
                    <Disclosure summary="Members of the answer">
                      <FieldList label={`Answer ${status} of ${summary}`} fields={json.fields} />
                    </Disclosure>
                  </>
                ) : null}
              </div>
            ))}
          </div>
        </div>
      </Card>
    </section>
  );
}
