import { type ImportNews, ImportNews as ImportNewsShape, ImportPreview } from "@/lib/domain/receiver/import";
import { Problem } from "@/lib/domain/rest/problem";

type End = Exclude<ImportNews, { kind: "progress" }>;

const LOST = "The answer did not come back. Choose the file again: what is in already is seen by its reference, and is not imported twice.";

/** What the file would bring; or, as a sentence, why it cannot be read. */
export async function askPreview(file: File): Promise<ImportPreview | string> {
  const answer = await send(file, { mode: "preview" });
  if (!answer) return LOST;
  if (!answer.ok) return sentenceOf(answer);
  const preview = ImportPreview.safeParse(await answer.json().catch(() => null));
  return preview.success ? preview.data : LOST;
}

type Wish = { readonly mode: "all" | "good"; readonly withDoubtful: boolean; readonly fileHash: string };

/** Sends it to be imported, and listens until the end. */
export async function runImport(file: File, { mode, withDoubtful, fileHash }: Wish, onProgress: (news: Progress) => void): Promise<End> {
  const lost: End = { kind: "refused", sentence: LOST };
  const answer = await send(file, { mode, withDoubtful: String(withDoubtful), fileHash });
  if (!answer) return lost;
  if (!answer.ok || !answer.body) return { kind: "refused", sentence: await sentenceOf(answer) };
  try {
    for await (const news of newsIn(answer.body)) {
      if (news.kind !== "progress") return news;
      onProgress(news);
    }
  } catch {
    return lost;
  }
  return lost;
}

type Progress = Extract<ImportNews, { kind: "progress" }>;

async function* newsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ImportNews> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let held = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (held + next.value).split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) yield ImportNewsShape.parse(JSON.parse(line));
  }
}

function send(file: File, words: Record<string, string>): Promise<Response | null> {
  const address = `/api/live/receivers/import?${new URLSearchParams(words)}`;
  return fetch(address, { method: "POST", headers: { "content-type": "text/csv" }, body: file }).catch(() => null);
}

async function sentenceOf(answer: Response): Promise<string> {
  const problem = Problem.safeParse(await answer.json().catch(() => null));
  return problem.success ? problem.data.detail : LOST;
}
