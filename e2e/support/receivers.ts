import { expect, type Page } from "@playwright/test";

const COLUMNS = "reference,kind,name,email,iban";

/** Puts people on file the way a file would, and answers with the address of the first one's page. */
export async function putOnFile(maker: Page, ...lines: readonly string[]): Promise<string> {
  const data = `${COLUMNS}\n${lines.join("\n")}\n`;
  const headers = { "content-type": "text/csv", "sec-fetch-site": "same-origin" };
  const judged = await maker.request.post("/api/live/receivers/import?mode=preview", { data, headers });
  const { fileHash } = await judged.json();
  const done = await maker.request.post(`/api/live/receivers/import?mode=all&withDoubtful=true&fileHash=${fileHash}`, { data, headers });
  expect(await done.text()).toContain('"kind":"done"');
  const reference = lines[0]?.split(",")[0] ?? "";
  await maker.goto(`/receivers?q=${encodeURIComponent(reference)}`);
  const link = maker.getByRole("table").getByRole("link").first();
  await expect(link).toBeVisible();
  return (await link.getAttribute("href")) ?? "";
}
