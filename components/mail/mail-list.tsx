import { Timestamp } from "@/components/display/timestamp";
import { Card } from "@/components/ui/card";
import type { MailView } from "@/lib/queries/list-mailbox";

/** Letters as their readers would get them: plain text, and under it one link that only leads somewhere. */
export function MailList({ mails }: { mails: readonly MailView[] }) {
  return (
    <ul className="flex max-w-200 flex-col gap-4">
      {mails.map(({ id, to, subject, text, path, state, queuedAt }) => (
        <li key={id}>
          <Card title={subject} headingLevel={2}>
            <div className="flex flex-col gap-3">
              <p className="wrap-anywhere text-grey-5 text-small">
                To {to}, <Timestamp at={queuedAt} />. {STATE_WORDS[state]}
              </p>
              <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
              {path ? (
                <p className="wrap-anywhere font-mono text-small">
                  <a href={path} className="rounded-inner text-accent underline underline-offset-3">
                    {path}
                  </a>
                </p>
              ) : null}
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  waiting: "Kept; there is no mail server, or it has not been reached yet.",
  sending: "On its way to the mail server.",
  sent: "Sent.",
  givenUp: "Not sent.",
};
