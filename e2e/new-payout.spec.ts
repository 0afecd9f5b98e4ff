import { expect, type Locator, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";
import { payIn } from "./support/simulators";

// Making a payout is what people do all day here: each press that it takes is counted.

/** Counts what a person does: a press of a key or a chord, a paste, a click. An amount is typed as one. */
function counted(page: Page) {
  let actions = 0;
  const act = async (deed: () => Promise<unknown>) => {
    actions += 1;
    await deed();
  };
  return {
    press: (...keys: readonly string[]) =>
      keys.reduce<Promise<void>>((before, key) => before.then(() => act(() => page.keyboard.press(key))), Promise.resolve()),
    click: (what: Locator) => act(() => what.click()),
    async paste(text: string) {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await act(() => page.keyboard.press("ControlOrMeta+v"));
    },
    actions: () => actions,
  };
}

/** A world that runs on has the orders of an earlier run, and what was sent back of them. */
const run = String(Date.now()).slice(-6);

const review = (page: Page) => page.getByRole("button", { name: /^Ask for approval/ });

test("closed loop by paste: three actions from an order id to a payout that waits for approval", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await payIn("ivy", {
    orderId: `PASTE-${run}`,
    reference: `Basket ${run}`,
    amountMinor: "6400",
    holderEmail: `paula${run}@paste.test`,
    holderName: "Paula Paste",
  });
  await open(maker, "/payouts/new?way=back");
  await expect(maker.getByLabel("Order or customer")).toBeFocused();
  const { paste, press, actions } = counted(maker);
  await paste(`PASTE-${run}`);
  await expect(maker.getByRole("textbox", { name: "Amount" })).toHaveValue("64.00");
  await expect(maker.getByRole("radio", { name: /Paula Paste/ })).toBeChecked();
  await press("ControlOrMeta+Enter");
  await expect(review(maker)).toBeFocused();
  await press("Enter");
  await maker.waitForURL(/\/payouts\/CF/);
  expect(actions()).toBe(3);
  await expect(maker.getByRole("main").getByText("Awaiting approval", { exact: true }).first()).toBeVisible();
});

test("an amount over one account is split over the customer's two, once, and the rest is offered to a receiver", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const customer = { holderEmail: `sam${run}@split.test`, holderName: "Sam Split" };
  await payIn("ivy", { ...customer, orderId: `SPLIT-${run}`, amountMinor: "12000" });
  await payIn("ivy", {
    ...customer,
    orderId: `SPLIT-${run}-2`,
    amountMinor: "8000",
    address: { kind: "iban", iban: "NL91ABNA0417164300" },
  });
  await open(maker, "/payouts/new?way=back");
  await maker.getByLabel("Order or customer").fill(`SPLIT-${run}`);
  await expect(maker.getByRole("radio", { name: /Sam Split/ })).toHaveCount(2, { timeout: 30_000 });
  const amount = maker.getByRole("textbox", { name: "Amount" });
  await expect(amount).toHaveValue("120.00");

  await amount.fill("230.00");
  await expect(maker.getByText("Not all of it came in from here")).toBeVisible();
  await maker.getByRole("button", { name: "Send back, then pay the rest" }).click();
  await expect(amount).toHaveValue("200.00");
  await expect(maker.getByRole("region", { name: "Split" }).getByRole("listitem")).toHaveCount(2);
  await maker.getByRole("textbox", { name: "Reference", exact: true }).fill(`Split ${run}`);
  await maker.reload();
  await expect(amount).toHaveValue("200.00");
  await maker.getByRole("button", { name: /^Review/ }).click();
  await review(maker).dblclick();

  await maker.waitForURL(/restOf=/);
  // It opens with the receivers to choose from, and while those are open they are all there is.
  await expect(maker.getByRole("combobox", { name: "Receiver" })).toBeFocused();
  await maker.keyboard.press("Escape");
  await expect(maker.getByRole("textbox", { name: "Amount" })).toHaveValue("30.00");
  await expect(maker.getByRole("textbox", { name: "Reference", exact: true })).toHaveValue(`Split ${run}`);
  await open(maker, `/payouts?q=Split+${run}`);
  await expect(maker.getByRole("main").getByText(`Split ${run}`)).toHaveCount(2);
});

test("a payout to a known receiver takes at most eight presses besides the amount", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/payouts/new?way=receiver");
  const receiver = maker.getByRole("combobox", { name: "Receiver" });
  await expect(receiver).toBeFocused();
  const { press, actions } = counted(maker);
  await press("a", "n");
  await expect(maker.getByRole("option").first()).toContainText(/an/i);
  await press("ArrowDown", "Enter");
  const amount = maker.getByRole("textbox", { name: "Amount" });
  await expect(amount).toBeFocused();
  await maker.keyboard.type("37.41");
  await press("ControlOrMeta+Enter");
  await expect(review(maker)).toBeFocused();
  await press("Enter");
  await maker.waitForURL(/\/payouts\/CF/);
  expect(actions()).toBeLessThanOrEqual(8);
});

test("what may be the same payout again is said to the maker, and to whoever decides with the maker's reason", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const money = { amount: "73.19", from: "ivy-eur", reference: `Twice ${run}` };
  const name = `Dora Double ${run}`;
  const first = await payNewReceiver(maker, { name, account: { iban: "DE89370400440532013000" } }, money);
  await open(maker, "/payouts/new?way=receiver");
  await maker.getByRole("combobox", { name: "Receiver" }).fill(name);
  await maker
    .getByRole("option", { name: new RegExp(name) })
    .first()
    .click();
  await maker.getByRole("textbox", { name: "Amount" }).fill(money.amount);
  await maker.getByRole("textbox", { name: "Reference", exact: true }).fill(money.reference);
  const standsOut = maker.getByRole("region", { name: "What stands out" });
  await expect(standsOut.getByText(/The same amount is already asked for/)).toBeVisible();
  await maker.getByRole("button", { name: /^Review/ }).click();
  await expect(standsOut.getByText(/The same reference/)).toBeVisible();
  await maker.getByLabel("Why is this another one?").fill("Two deliveries in one week");
  await review(maker).click();
  await maker.waitForURL(/\/payouts\/CF/);
  const number = maker.url().split("/").at(-1)?.replaceAll("-", "") ?? "";

  const checker = await signedIn(browser, "checker");
  await open(checker, `/approvals?payout=${number}`);
  const differs = checker.getByRole("region", { name: "What differs" });
  await expect(differs.getByText("Two deliveries in one week")).toBeVisible();
  await expect(differs.getByRole("listitem").filter({ hasText: /same amount/ })).toContainText("the maker saw this");
  await expect(differs.getByRole("link").first()).toHaveAttribute("href", `/payouts/${first}`);
});
