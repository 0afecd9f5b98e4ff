import { Webhook } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { Link } from "@/components/ui/link";
import { RowList } from "@/components/ui/row-list";
import { sayTypes } from "@/lib/domain/endpoint/schema";
import type { EndpointView } from "@/lib/queries/list-endpoints";
import { EndpointHealth } from "./endpoint-health";
import { HealthSentence } from "./health-sentence";

/** Where the merchant's systems hear of what moves, and how that goes. */
export function EndpointList({ endpoints, firstStep }: { endpoints: readonly EndpointView[]; firstStep: ReactNode }) {
  if (endpoints.length === 0) {
    return (
      <EmptyFace icon={<Webhook aria-hidden />} title="No endpoints yet" action={firstStep}>
        An endpoint of yours is told of every move of every payout, signed, and tried again for three days when it does not answer.
      </EmptyFace>
    );
  }
  return (
    <Card padding="flush">
      <RowList label="Webhook endpoints">
        {endpoints.map((endpoint) => (
          <li key={endpoint.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
            <span className="flex min-w-56 flex-1 flex-col gap-1">
              <Link href={`/settings/webhooks/${endpoint.id}`} className="w-fit font-medium">
                {endpoint.description}
              </Link>
              <code className="wrap-anywhere font-mono text-small">{endpoint.url}</code>
              <span className="text-grey-5 text-small">
                Hears of {sayTypes(endpoint.types)}. <HealthSentence {...endpoint} />
              </span>
            </span>
            <EndpointHealth {...endpoint} />
          </li>
        ))}
      </RowList>
    </Card>
  );
}
