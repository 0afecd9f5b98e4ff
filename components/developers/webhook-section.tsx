import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import type { ReferenceWebhooks } from "@/lib/domain/rest/reference";
import { CodeBlock } from "./code-block";
import { FieldList } from "./field-list";
import { Prose } from "./prose";

/** What is posted to the merchant's endpoints: when, in which form, and how a receiver knows that it is ours. */
export function WebhookSection({ webhooks: { events, headers, fields, example, verify } }: { webhooks: ReferenceWebhooks }) {
  return (
    <section id="webhooks" aria-label="Webhooks" className="scroll-mt-4">
      <Card title="Webhooks">
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 xl:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            {RULES.map((rule) => (
              <p key={rule} className="max-w-prose">
                <Prose text={rule} />
              </p>
            ))}
            <div>
              <h3 className="pb-1 font-medium text-small">Events</h3>
              <FieldList label="Events" fields={events} />
            </div>
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            <CodeBlock title="Body of payout.paid" code={example} />
            <Disclosure summary="Members of the body">
              <FieldList label="Body of a webhook" fields={fields} />
            </Disclosure>
            <div>
              <h3 className="pb-1 font-medium text-small">Headers</h3>
              <FieldList label="Headers of a webhook" fields={headers} />
            </div>
            <CodeBlock title="Is it yours? (TypeScript)" code={verify} />
          </div>
        </div>
      </Card>
    </section>
  );
}

const RULES = [
  "An admin makes an endpoint under Settings > Webhooks and a second one confirms it. From then on it is posted one event for each move of each payout, with `data` as `GET /payouts/{payoutId}` would have answered right after that move.",
  "Each is signed as Standard Webhooks: any of its libraries checks it, or the function beside this. Answer 2xx at once and work afterwards. Anything else, and silence of 15 seconds, is tried again after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours; 410 ends it. Redirects are not followed.",
  "An event may come twice, and later ones may come first: keep the ids that you have seen, and let a smaller `sequence` of the same payout undo nothing.",
];
