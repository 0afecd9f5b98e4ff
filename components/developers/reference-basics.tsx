import { Card } from "@/components/ui/card";
import { OutsideLink } from "@/components/ui/link";
import { CodeBlock } from "./code-block";
import { Prose } from "./prose";

/** What holds for every request. */
export function ReferenceBasics({ server, description }: { server: string; description: readonly string[] }) {
  return (
    <Card title="For every request">
      <div className="grid grid-cols-1 gap-x-6 gap-y-4 xl:grid-cols-2">
        <div className="flex max-w-prose flex-col gap-3">
          {description.map((paragraph) => (
            <p key={paragraph}>
              <Prose text={paragraph} />
            </p>
          ))}
          <p>
            Machines read <OutsideLink href="/api/v1/openapi.json">the description in OpenAPI 3.1</OutsideLink>, which this page is drawn
            from.
          </p>
        </div>
        <CodeBlock
          title="Is my key good?"
          code={[
            `export COUNTERFOIL_KEY=cf_…`,
            "",
            `curl -i "${server}/api/v1/connections" \\`,
            `  -H "Authorization: Bearer $COUNTERFOIL_KEY"`,
          ].join("\n")}
        />
      </div>
    </Card>
  );
}
