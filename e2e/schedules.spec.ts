import { expect, type Page, test } from "@playwright/test";
import { addDays, dayOf } from "@/lib/base/day";
import { sayDay, weekdayOf } from "@/lib/domain/calendar/working-days";
import { WEEKDAYS } from "@/lib/domain/schedule/rule";
import { open } from "./support/pages";
import { approve } from "./support/payouts";
import { signedIn } from "./support/people";

// What goes on a day, what is asked for again and again, and a file that is dropped wherever one happens to be.

const today = dayOf(new Date(), "Europe/Berlin");

async function toSomebodyOnFile(maker: Page, money: { amount: string; reference: string }): Promise<void> {
  await maker.getByRole("combobox", { name: "Receiver" }).fill("Merve B");
  await maker
    .getByRole("option", { name: /Merve Böhm/ })
    .first()
    .click();
  await maker.getByRole("button", { name: /Pay from/ }).click();
  await maker.getByRole("option", { name: /ivy-eur/ }).click();
  await maker.getByRole("textbox", { name: "Amount" }).fill(money.amount);
  await maker.getByRole("textbox", { name: "Reference", exact: true }).fill(money.reference);
}

test("a payout on a Saturday goes on the working day after, is approved now, and is held until then", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts/new?way=receiver");
  await toSomebodyOnFile(maker, { amount: "41.07", reference: "E2E on a day" });
  const saturday = addDays(today, ((6 - weekdayOf(today) + 7) % 7) + 14);
  await maker.getByRole("radio", { name: "On a date", exact: true }).click();
  await maker.getByLabel("Day", { exact: true }).fill(saturday);
  await expect(maker.getByText(`${sayDay(saturday)} is not a TARGET day: it goes on`).first()).toBeVisible();
  // By keyboard: what is known of the account may still come in and move the button.
  await maker.keyboard.press("Control+Enter");
  await expect(maker.getByRole("button", { name: /^Ask for approval/ })).toBeVisible();
  await expect(maker.getByText("Goes on", { exact: true })).toBeVisible();
  await maker.getByRole("button", { name: /^Ask for approval/ }).click();
  await maker.waitForURL(/\/payouts\/CF[0-9A-Z-]+$/);
  const number = /CF[0-9A-Z-]+$/.exec(maker.url())?.[0].replaceAll("-", "") ?? "";

  const checker = await signedIn(browser, "checker");
  await open(checker, `/approvals?payout=${number}`);
  const inbox = checker.getByRole("navigation", { name: "Payouts that wait for approval" });
  await expect(inbox.locator("[aria-current=true]").getByText(/^On \d+ \w+/)).toBeVisible();
  await approve(checker, number);
  await open(checker, `/payouts/${number}`);
  // Nobody has to do anything about it, so it looks like nothing that stops.
  await expect(
    checker
      .getByRole("main")
      .getByText(/^On \d+ \w+/)
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await expect(checker.getByText(/it is to be sent on/).first()).toBeVisible();
});

test("a schedule says its next days, and each of them comes to the inbox by itself", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts/new?when=repeat");
  const day = addDays(today, 2);
  await toSomebodyOnFile(maker, { amount: "62.08", reference: "E2E rent" });
  await maker.getByRole("button", { name: /Weeks or months/ }).click();
  await maker.getByRole("option", { name: "Weeks", exact: true }).click();
  await maker.getByRole("button", { name: /On$/ }).last().click();
  await maker.getByRole("option", { name: WEEKDAYS[weekdayOf(day) - 1], exact: true }).click();
  await expect(maker.getByRole("list", { name: "Next days" }).getByRole("listitem")).toHaveCount(6);
  await maker.getByRole("button", { name: /^Review/ }).click();
  await maker.getByRole("button", { name: /^Set it up/ }).click();
  await maker.waitForURL(/\/payouts\/schedules\/sch_/);
  await expect(maker.getByText("Goes on", { exact: true })).toBeVisible();

  const checker = await signedIn(browser, "checker");
  await expect(async () => {
    await open(checker, "/approvals");
    await expect(checker.getByText("62.08").first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await maker.reload();
  await expect(maker.getByRole("list", { name: "Days, newest first" }).getByText("Awaiting approval")).toBeVisible();
  await maker.getByRole("button", { name: "Pause" }).click();
  await expect(maker.getByText("It is paused: nothing is made")).toBeVisible();
});

test("a file that is dropped on any page begins a batch; a text that is dragged is nobody's file", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/receivers");
  const drag = (kind: "dragover" | "drop", isFile: boolean) =>
    maker.evaluate(
      ([type, withFile]) => {
        const dataTransfer = new DataTransfer();
        const rows = "name;iban;amount;currency;reference\nAnna Abwurf;DE02120300000000202051;17,31;EUR;E2E-DROP";
        if (withFile) dataTransfer.items.add(new File([rows], "dropped.csv", { type: "text/csv" }));
        else dataTransfer.setData("text/plain", "Anna");
        document.querySelector("main")?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      },
      [kind, isFile] as const,
    );
  const veil = maker.getByText("Drop it to begin a batch");
  await drag("dragover", false);
  await expect(veil).toBeHidden();
  await drag("dragover", true);
  await expect(veil).toBeVisible();
  await drag("drop", true);
  await maker.waitForURL(/\/batches\/bat_/);
  await expect(maker.getByText("Anna Abwurf").first()).toBeVisible();

  const support = await signedIn(browser, "support");
  await open(support, "/receivers");
  await support.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x.csv"));
    document.querySelector("main")?.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(support.getByText("Drop it to begin a batch")).toBeHidden();
});
