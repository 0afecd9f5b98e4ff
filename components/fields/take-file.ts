import { Problem } from "@/lib/domain/rest/problem";

const LOST = "The file did not come whole. Try again.";

/** Asks a route for a file and hands it to the browser to keep; answers null, or as a sentence why there is none. */
export async function takeFile(ask: () => Promise<Response>, name: string): Promise<string | null> {
  try {
    const answer = await ask();
    if (answer.ok) {
      save(await answer.blob(), name);
      return null;
    }
    const problem = Problem.safeParse(await answer.json());
    return problem.success ? (problem.data.errors?.reason?.[0] ?? problem.data.detail) : LOST;
  } catch {
    return LOST;
  }
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
