import { useRouter } from "next/navigation";
import { useState } from "react";
import { MOST_BATCH_BYTES } from "@/lib/domain/batch/table";
import { sendFile } from "./send-file";

/** Brings a file, and leads to the batch that it became; or says why it is none. */
export function useBringFile() {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const bring = async (body: Blob, name: string) => {
    if (body.size > MOST_BATCH_BYTES) return setRefusal(`The file has more than ${MOST_BATCH_BYTES / 1024 / 1024} MB. Split it.`);
    setIsBusy(true);
    setRefusal(null);
    const answer = await sendFile(body, name);
    setIsBusy(false);
    if (typeof answer === "string") return setRefusal(answer);
    router.push(`/batches/${answer.batchId}${answer.sameFile === null ? "" : `?same=${answer.sameFile}`}`);
  };
  return { bring, isBusy, refusal, refuse: setRefusal };
}
