import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { signedIn } from "./support/people";

// Settings > Providers, as an admin uses it: what is there is tried, what is broken says what to change.

for (const name of ["ivy-eur", "truelayer-eur", "ipay-nzd", "bitpay-eur"]) {
  test(`the checks of ${name} turn green one by one`, async ({ browser }) => {
    const admin = await signedIn(browser, "admin");
    await open(admin, "/settings/providers");
    await admin.getByRole("link", { name: new RegExp(name) }).click();
    await admin.getByRole("button", { name: /^Run/ }).click();
    await expect(admin.getByText(/ was paid \(/)).toBeVisible({ timeout: 70_000 });
    await expect(admin.getByText("All is well")).toBeVisible({ timeout: 30_000 });
    await expect(admin.getByRole("img", { name: "Failed" })).toHaveCount(0);
  });
}

test("wrong credentials are refused before they are stored, and stored ones are red with the setting to look at", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  const name = `ivy-${randomUUID().slice(0, 6)}`;
  await open(admin, "/settings/providers/new");
  await chooseProvider(admin, "Ivy");
  await admin.getByLabel("Name").fill(name);
  await admin.getByText("Simulator", { exact: true }).click();
  await admin.getByLabel("API key").fill("not-a-key-of-anybody");
  await admin.getByLabel("Webhook signing secret").fill("not-a-secret-of-anybody");
  await admin.getByRole("button", { name: "Try them first" }).click();
  await expect(admin.getByText(/Ivy did not accept the credentials/).first()).toBeVisible();

  await admin.getByRole("button", { name: "Connect", exact: true }).click();
  await admin.waitForURL(/\/settings\/providers\/con_/);
  await expect(admin.getByText("not-a-key-of-anybody")).toHaveCount(0);
  expect(await admin.content()).not.toContain("not-a-secret-of-anybody");
  await admin.getByRole("button", { name: /^Run/ }).click();
  await expect(admin.getByText("Something is wrong")).toBeVisible({ timeout: 60_000 });
  await expect(admin.getByText(/copy it again from Ivy's dashboard/)).toBeVisible();
  await admin.getByRole("button", { name: "Switch off" }).click();
  await expect(admin.getByRole("button", { name: "Switch on" })).toBeVisible();
});

test("BitPay gives out credentials itself: its codes are shown, and nothing is on before they are approved", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  await open(admin, "/settings/providers/new");
  await chooseProvider(admin, "BitPay");
  await admin.getByLabel("Name").fill(`bitpay-${randomUUID().slice(0, 6)}`);
  await admin.getByText("Simulator", { exact: true }).click();
  await admin.getByRole("button", { name: "Ask BitPay for credentials" }).click();
  await expect(admin.getByRole("heading", { name: "Approve these codes at BitPay" })).toBeVisible();
  await admin.getByRole("link", { name: "Go to the connection" }).click();
  await admin.getByRole("button", { name: "See whether the codes are approved" }).click();
  await expect(admin.getByText(/has not been approved yet/).first()).toBeVisible();
});

test("in the demo no live connection can be made, and nobody but an admin sees the settings", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  await open(admin, "/settings/providers/new");
  await chooseProvider(admin, "Ivy");
  await admin.getByLabel("Name").fill("ivy-live");
  await admin.getByText("Live", { exact: true }).click();
  await admin.getByLabel("API key").fill("a-live-key-of-nobody");
  await admin.getByLabel("Webhook signing secret").fill("a-live-secret-of-nobody");
  await admin.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(admin.getByText(/must not stand next to a live connection/).first()).toBeVisible();

  const maker = await signedIn(browser, "maker");
  await open(maker, "/settings/providers");
  await expect(maker.getByText("Your role does not include this").first()).toBeVisible();
  await expect(maker.getByRole("link", { name: "Settings" })).toHaveCount(0);
});

async function chooseProvider(admin: Page, label: string) {
  await admin
    .getByRole("button", { name: /Provider/ })
    .first()
    .click();
  await admin.getByRole("option", { name: label }).click();
}
