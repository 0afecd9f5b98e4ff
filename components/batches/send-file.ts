import * as z from "zod";
import { Problem } from "@/lib/domain/rest/problem";

const Opened = z.object({ batchId: z.string(), sameFile: z.string().nullable() });
const LOST = "The answer did not come back. If the file arrived, it is in the list of batches; dropping it again pays nothing twice.";

/** Hands a file over; answers with the batch that it became, or with why not as a sentence. */
export async function sendFile(body: Blob, name: string): Promise<z.infer<typeof Opened> | string> {
  try {
    const answer = await fetch(`/api/live/batches?${new URLSearchParams({ name })}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body,
    });
    const value: unknown = await answer.json();
    if (answer.ok) return Opened.parse(value);
    const problem = Problem.safeParse(value);
    return problem.success ? problem.data.detail : LOST;
  } catch {
    return LOST;
  }
}
