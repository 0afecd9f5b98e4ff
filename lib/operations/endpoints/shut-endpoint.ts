import { currentTime } from "@/lib/base/clock";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Endpoint } from "@/lib/db/generated/client";
import { peopleWith } from "@/lib/db/people-with";
import { leaveOutAddresses } from "@/lib/domain/mail/leave-out-addresses";
import { queueMail } from "@/lib/operations/mail/queue-mail";
import { switchOff } from "./switch-off";

/** The desk gives an endpoint up by itself, and tells those who can mend it. The caller holds the endpoint. */
export async function shutEndpoint(tx: Tx, endpoint: Endpoint, why: string): Promise<void> {
  const { id, merchantId, url, description } = endpoint;
  await switchOff(tx, endpoint, why);
  const actor = { kind: "system", name: "Counterfoil", merchantId } as const;
  const details = { url, why, since: (endpoint.failingSince ?? currentTime()).toISOString() };
  await writeAudit(tx, { actor, event: "endpoint.shut", subject: { kind: "endpoint", id }, details });
  for (const person of await peopleWith(tx, merchantId, "endpoint.manage")) {
    const text = [
      `Hello ${person.name},`,
      "",
      `The webhook endpoint “${description}” has been switched off. ${why}`,
      "What happens from now on is kept for it. Once it is well again, switch it on and have it all sent.",
    ].join("\n");
    const subject = `The webhook endpoint ${description} was switched off`;
    await queueMail(tx, {
      ...{ merchantId, to: { personId: person.personId }, path: `/settings/webhooks/${id}` },
      ...{ subject: leaveOutAddresses(subject), text: leaveOutAddresses(text) },
    });
  }
}
