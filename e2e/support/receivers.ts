import { type Browser, expect, type Page } from "@playwright/test";

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

const TRIES = 4;

/**
 * A page of somebody who has only the link, in a browser of their own. The small browser of these tests breaks now and then while it
 * opens such a page; opening uses nothing up, so it is opened again.
 */
export async function openAsStranger(browser: Browser, link: string, tries = TRIES): Promise<StrangersPage> {
  const own = await browser.browserType().launch();
  const page = await (await own.newContext({ locale: "en-GB" })).newPage();
  try {
    const opened = await page.goto(link);
    return { page, headers: opened?.headers() ?? {}, leave: () => own.close() };
  } catch (error) {
    await own.close();
    if (own.isConnected() || tries <= 1) throw error;
    return openAsStranger(browser, link, tries - 1);
  }
}

type StrangersPage = { readonly page: Page; readonly headers: Readonly<Record<string, string>>; readonly leave: () => Promise<void> };
