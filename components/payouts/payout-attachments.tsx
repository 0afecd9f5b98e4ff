"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { useRef, useState, useTransition } from "react";
import { PaperList } from "@/components/display/paper-list";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { confirmDone } from "@/components/ui/toast-queue";
import { FILE_KINDS, MOST_ATTACHMENT_BYTES } from "@/lib/domain/attachment/file-kind";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { Problem } from "@/lib/domain/rest/problem";
import { refreshPayout } from "./use-live-payout";

const TYPES = Object.values(FILE_KINDS).flatMap(({ mediaType, extensions }) => [mediaType, ...extensions]);

/** Papers that prove what the payout is for. They are saved and not shown here: a file may be more than it seems. */
export function PayoutAttachments({ payout: { id: payoutId, attachments, mayAttach } }: { payout: PayoutView }) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  if (attachments.length === 0 && !mayAttach) return null;
  const attach = (file: File) =>
    start(async () => {
      setRefusal(file.size > MOST_ATTACHMENT_BYTES ? "A paper has at most 10 MB." : null);
      if (file.size > MOST_ATTACHMENT_BYTES) return;
      const refused = await send(payoutId, file);
      await refreshPayout(client, { id: payoutId });
      setRefusal(refused);
      if (refused === null) confirmDone(`Attached: ${file.name}`);
    });
  return (
    <Card
      title="Papers"
      tools={
        mayAttach ? (
          <Button size="small" isPending={isPending} pendingLabel="Attaching" onPress={() => input.current?.click()}>
            <Paperclip aria-hidden /> Attach
          </Button>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-3">
        <Refusal title="It was not attached" sentence={refusal} />
        {attachments.length > 0 ? (
          <PaperList payoutId={payoutId} papers={attachments} />
        ) : (
          <p className="text-grey-5">None. An invoice or a contract helps whoever decides: PDF, PNG or JPEG, up to 10 MB.</p>
        )}
        <input
          ref={input}
          type="file"
          accept={TYPES.join(",")}
          aria-label="Paper to attach"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) attach(file);
            target.value = "";
          }}
        />
      </div>
    </Card>
  );
}

const LOST = "The answer did not come back. If it is not in the list, attach it again: the same paper twice is there once.";

async function send(payoutId: string, file: File): Promise<string | null> {
  const address = `/api/live/payouts/${payoutId}/attachments?name=${encodeURIComponent(file.name)}`;
  try {
    const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
    if (answer.ok) return null;
    const problem = Problem.safeParse(await answer.json());
    return problem.success ? problem.data.detail : LOST;
  } catch {
    return LOST;
  }
}
