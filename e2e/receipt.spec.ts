import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { bareNumber } from "@/lib/base/id";
import { pageText } from "@/lib/testing/page-text";
import { open } from "./support/pages";
import { signedIn } from "./support/people";
import { openAsStranger } from "./support/receivers";

/** The newest payout in a state, by the number that stands on its counterfoil. */
async function newest(page: Page, state: string): Promise<string> {
  await open(page, `/payouts?state=${state}`);
  const link = page.getByRole("main").getByRole("link", { name: /^CF-/ }).first();
  return ((await link.textContent()) ?? "").trim();
}

/** Not in the text, and not in what the page brings along for its scripts either: who is paid, who pays, and the payout's number. */
async function expectNothingElse(theirs: Page, support: Page): Promise<void> {
  const heading = (await support.getByRole("heading", { level: 1 }).textContent()) ?? "";
  const number = bareNumber(new URL(support.url()).pathname.split("/").at(-1) ?? "");
  const document = await theirs.content();
  for (const secret of [heading.replace(/^Payout to /, ""), number, "Harbour", "po_"]) expect(document).not.toContain(secret);
}

test("a receipt is taken, and a stranger who types its code learns how the payout stands and nothing else", async ({ browser }) => {
  const support = await signedIn(browser, "support");
  const number = await newest(support, "settled");
  await open(support, `/payouts/${number}`);
  const saved = support.waitForEvent("download");
  await support.getByRole("link", { name: "Receipt" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(`receipt-${number}.pdf`);
  const file = await getDocumentProxy(new Uint8Array(await readFile(await download.path())));
  const { text } = await extractText(file, { mergePages: true });
  expect(text).toContain(number);
  const code = /(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(text)?.[0] ?? "";

  const { page: theirs, leave } = await openAsStranger(browser, `${new URL(support.url()).origin}/verify`);
  await theirs.getByLabel("Code on the receipt").fill("not a code");
  await theirs.getByRole("button", { name: "Check it" }).click();
  await expect(theirs.getByText("A code has 24 letters and digits")).toBeVisible();
  // As somebody types it: small letters, blanks for hyphens, the letter for the digit.
  await theirs.getByLabel("Code on the receipt").fill(code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"));
  await theirs.getByRole("button", { name: "Check it" }).click();
  await expect(theirs.getByText("The receipt is genuine and still true")).toBeVisible();
  await expect(theirs.getByText("Paid", { exact: true })).toBeVisible();
  const told = pageText(await theirs.getByRole("main").innerHTML());
  expect(told).toMatch(
    /^Check of a receipt The receipt is genuine and still true Compare amount and account with what it says\. Paid The payment provider reported it as paid\. Amount [\d.,]+ [A-Z]{3,4} Account .*Stands so since .* UTC Receipt made .* UTC Check another$/,
  );
  await expectNothingElse(theirs, support);
  const answer = await theirs.goto(`${new URL(support.url()).origin}/verify/${code.replace(/^./, "9").replace(/.$/, "9")}`);
  expect(answer?.headers()["x-robots-tag"]).toContain("noindex");
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expect(theirs.getByRole("heading", { name: "No receipt has this code" })).toBeVisible();
  await leave();
});

test("a link shows a customer how the payout stands, and is dead once it is ended", async ({ browser }) => {
  const support = await signedIn(browser, "support");
  const number = await newest(support, "unconfirmed");
  await open(support, "/look-up");
  await support.getByLabel("What you were told").fill(number);
  const card = support.getByRole("region", { name: `Payout ${number}` });
  await expect(card.getByRole("link", { name: "Receipt" })).toBeVisible();
  await card.getByRole("button", { name: "Share link" }).click();
  await support.getByRole("button", { name: "Make the link" }).click();
  const link = (await support.getByText(/\/share\/[\w-]{43}\./).textContent()) ?? "";
  await support.getByRole("button", { name: "Done" }).click();

  const { page: theirs, headers, leave } = await openAsStranger(browser, link);
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["cache-control"]).toContain("no-store");
  await expect(theirs.getByText("Not confirmed as paid")).toBeVisible();
  const told = pageText(await theirs.getByRole("main").innerHTML());
  expect(told).toMatch(
    /^Your payout Not confirmed as paid Your payout was sent on [^.]+ , and we are waiting for our payment provider to confirm it\. You need not do anything\. Expected It cannot be said yet\. This is how it stands now\. Open the link again to see whether it has changed\.$/,
  );

  await open(support, `/payouts/${number}`);
  await expectNothingElse(theirs, support);
  const links = support.getByRole("list", { name: "Links that work" });
  await expect(links.getByText("opened once").last()).toBeVisible();
  const before = await links.getByRole("listitem").count();
  await links.getByRole("button", { name: "End it" }).last().click();
  await expect(links.getByRole("listitem")).toHaveCount(before - 1);
  await theirs.reload();
  await expect(theirs.getByRole("heading", { name: "This link has expired" })).toBeVisible();
  await leave();
});

test("a note speaks of a colleague, who finds it in the mail and the payout on their overview", async ({ browser }) => {
  const support = await signedIn(browser, "support");
  const number = await newest(support, "returned");
  await open(support, `/payouts/${number}`);
  const field = support.getByLabel("Note", { exact: true });
  await field.pressSequentially("Please call them, @cla");
  await expect(support.getByRole("option", { name: "Clara Osei" })).toBeVisible();
  await field.press("Enter");
  await field.pressSequentially("today.");
  await support.getByRole("button", { name: "Add note" }).click();
  await expect(support.getByText("@Clara Osei").first()).toBeVisible();
  // A world that was walked before: it is hers already.
  const down = support.getByRole("button", { name: "Put it down" });
  if (await down.isVisible()) await down.click();
  await expect(support.getByText("Nobody's.")).toBeVisible();
  await support.getByRole("button", { name: "Give it to" }).click();
  await support.getByRole("combobox", { name: "Colleague" }).fill("Clara");
  await support.getByRole("option", { name: "Clara Osei" }).click();
  await expect(support.getByRole("region", { name: "Whose is this" }).getByText("Clara Osei")).toBeVisible();

  const checker = await signedIn(browser, "checker");
  await open(checker, "/");
  await expect(checker.getByRole("link", { name: /^Yours/ })).toBeVisible();
  const said = checker.getByRole("region", { name: "Notes that speak of you" });
  await expect(said.getByText("today.").first()).toBeVisible();
  await open(checker, "/mailbox");
  const letter = checker.getByRole("region", { name: `Sofia Reyes speaks of you in a note on payout ${number}` }).first();
  await expect(letter).toContainText("> Please call them, @Clara Osei today.");
  await letter.getByRole("link").click();
  await expect(checker.getByRole("region", { name: "Whose is this" }).getByText("Clara Osei")).toBeVisible();
  await expect(checker.getByRole("region", { name: "What happened" }).getByText("Gave it to you").first()).toBeVisible();
  await open(checker, "/payouts?state=returned");
  // Read is read: it is no longer new, and the payout is still theirs.
  await open(checker, "/");
  await expect(checker.getByRole("link", { name: new RegExp(number) })).toHaveCount(0);
  await checker.getByRole("link", { name: /^Yours/ }).click();
  await expect(checker.getByRole("main").getByRole("link", { name: number })).toBeVisible();
});
