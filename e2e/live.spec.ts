import { expect, type Page, test } from "@playwright/test";
import { approve, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";

const rowsOf = (page: Page) => page.getByRole("main").getByRole("row").filter({ hasText: /CF-/ });
const streamOf = (page: Page) => page.waitForResponse((answer) => answer.url().endsWith("/api/live/stream") && answer.ok());

/** From here on nothing asks by itself from time to time: what changes on this page, it was told. */
async function neverAskByItself(page: Page) {
  await page.addInitScript(() => {
    window.setInterval = (() => 0) as unknown as typeof window.setInterval;
  });
}

function pay(maker: Page, name: string, reference: string) {
  return payNewReceiver(maker, { name, account: { iban: "DE89370400440532013000" } }, { amount: "34.00", from: "ivy-eur", reference });
}

test("what is made and moved elsewhere comes by the stream: announced while somebody reads, and its state in place", async ({
  browser,
}) => {
  const maker = await signedIn(browser, "maker");
  await pay(maker, "Lena Stream", "Stream row 1");

  const support = await signedIn(browser, "support");
  await neverAskByItself(support);
  const told = streamOf(support);
  await support.goto("/payouts?q=Stream+row");
  await told;
  await expect(rowsOf(support)).toHaveCount(1);
  await rowsOf(support).hover();

  const number = await pay(maker, "Karl Stream", "Stream row 2");
  const notice = support.getByRole("button", { name: "1 new payout" });
  await expect(notice).toBeVisible();
  await expect(rowsOf(support)).toHaveCount(1);
  // The mouse leaves the rows on its way to the notice, which waits for it.
  await notice.click();
  await expect(rowsOf(support)).toHaveCount(2);
  await expect(rowsOf(support).first()).toContainText("Awaiting approval");

  await approve(await signedIn(browser, "checker"), number);
  await expect(rowsOf(support).first()).toContainText("Paid", { timeout: 60_000 });
});

test("without the stream a page asks by itself, and it is told again when the stream is back", async ({ browser }) => {
  const support = await signedIn(browser, "support");
  await support.route("**/api/live/stream", (route) => route.abort());
  await support.goto("/payouts?q=Broken+stream");
  const maker = await signedIn(browser, "maker");
  await pay(maker, "Nora Polled", "Broken stream 1");
  await expect(rowsOf(support)).toHaveCount(1);

  const told = streamOf(support);
  await support.unroute("**/api/live/stream");
  await told;
  await pay(maker, "Nora Told", "Broken stream 2");
  await expect(rowsOf(support)).toHaveCount(2);
});
