import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { signedIn } from "./support/people";

// Settings > Team, Roles and API keys, as two admins use them: what lets somebody release money, or say who may, takes both.

test("somebody is invited by mail, chooses a password and comes in, and the link is dead afterwards", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  const email = `nora-${randomUUID().slice(0, 6)}@team.test`;
  const link = await invite(admin, { email, name: "Nora Field", role: "Support" });

  const page = await (await browser.newContext({ baseURL: process.env.E2E_ORIGIN })).newPage();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: /invites you to Harbour & Vale/ })).toBeVisible();
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Come in" }).click();
  await expect(page.getByText("A password has at least 12 characters.")).toBeVisible();
  await page.getByLabel("Password").fill("seven green bottles hanging");
  await page.getByRole("button", { name: "Come in" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("seven green bottles hanging");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "New payout" })).toHaveCount(0);
  await page.goto(link);
  await expect(page.getByText("This link does not work any more")).toBeVisible();
  await page.context().close();
});

test("two admins take a permission from a role, and whoever has it has lost it at the next click", async ({ browser }) => {
  const [admin, second] = [await signedIn(browser, "admin"), await signedIn(browser, "admin2@demo.test")];
  const name = `Desk ${randomUUID().slice(0, 4)}`;
  await open(admin, "/settings/roles/new");
  await admin.getByRole("textbox", { name: "Name" }).fill(name);
  for (const sentence of ["see receivers, with masked accounts", "read the audit trail"])
    await admin.getByText(sentence, { exact: true }).click();
  await admin.getByRole("button", { name: "Make the role" }).click();
  await expect(admin.getByRole("link", { name }).first()).toBeVisible();

  const email = `kai-${randomUUID().slice(0, 6)}@team.test`;
  const link = await invite(admin, { email, name: "Kai Moss", role: name });
  const kai = await comeIn(browser, link, email);
  await kai.goto("/audit");
  await expect(kai.getByRole("heading", { name: "Audit", exact: true })).toBeVisible();

  await open(admin, "/settings/roles");
  await admin.getByRole("link", { name }).first().click();
  // The list of roles says in the same words what each of them may.
  await admin.waitForURL(/\/settings\/roles\/[^/]+$/);
  await admin.getByText("read the audit trail", { exact: true }).click();
  await admin.getByRole("button", { name: "Ask a second admin" }).click();
  await admin.waitForURL(/\/settings\/roles$/);
  await open(admin, "/settings/team");
  await expect(admin.getByText(`You ask to change what the role ${name} holds`)).toBeVisible();
  await kai.reload();
  await expect(kai.getByRole("heading", { name: "Audit", exact: true })).toBeVisible();

  await open(second, "/");
  await expect(second.getByText(/of who may do what waits? for you/)).toBeVisible();
  await open(second, "/settings/team");
  const wish = waiting(second, name);
  await expect(wish.getByText("may no longer read the audit trail")).toBeVisible();
  await wish.getByRole("button", { name: "Confirm" }).click();
  await expect(wish).toHaveCount(0);
  await kai.reload();
  await expect(kai.getByText("Your role does not include this").first()).toBeVisible();
  await kai.context().close();
});

test("an API key opens nothing before a second admin has confirmed it, and nothing once one has revoked it", async ({ browser }) => {
  const [admin, second] = [await signedIn(browser, "admin"), await signedIn(browser, "admin2@demo.test")];
  const name = `Shop ${randomUUID().slice(0, 4)}`;
  await open(admin, "/settings/api-keys");
  await admin.getByRole("button", { name: "New key" }).click();
  await admin.getByLabel("Which system uses it").fill(name);
  await admin.getByText("read payouts and how they stand").click();
  await admin.getByRole("button", { name: "Make the key" }).click();
  const key = (await admin.getByRole("alertdialog").locator("code").first().textContent()) ?? "";
  await admin.getByRole("button", { name: "I have kept it" }).click();
  const ask = async () => (await fetch(`${process.env.E2E_ORIGIN}/api/v1/payouts`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await ask()).toBe(401);

  await open(second, "/settings/api-keys");
  expect(await second.content()).not.toContain(key);
  await waiting(second, name).getByRole("button", { name: "Confirm" }).click();
  await expect(waiting(second, name)).toHaveCount(0);
  expect(await ask()).toBe(200);

  await open(admin, "/settings/api-keys");
  const row = admin.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: "Revoke" }).click();
  await admin.getByRole("button", { name: "Revoke the key" }).click();
  await expect(row).toHaveCount(0);
  expect(await ask()).toBe(401);
});

/** Answers with the path of the link, from the dialog: the demo sends no mail. */
async function invite(admin: Page, { email, name, role }: { email: string; name: string; role: string }): Promise<string> {
  await open(admin, "/settings/team");
  await admin.getByRole("button", { name: "Invite somebody" }).click();
  await admin.getByLabel("E-mail").fill(email);
  await admin.getByRole("textbox", { name: "Name" }).fill(name);
  await admin
    .getByRole("button", { name: /^Choose|Role/ })
    .last()
    .click();
  await admin.getByRole("option", { name: role }).click();
  await admin.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await admin.getByRole("dialog").locator("code").first().textContent();
  await admin.getByRole("button", { name: "Done" }).click();
  return new URL(link ?? "").pathname;
}

async function comeIn(browser: Parameters<typeof signedIn>[0], link: string, email: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: process.env.E2E_ORIGIN })).newPage();
  await page.goto(link);
  await page.getByLabel("Password").fill("counterfoil-demo");
  await page.getByRole("button", { name: "Come in" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("counterfoil-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  return page;
}

/** What somebody asks for, of everything that waits. */
function waiting(page: Page, about: string) {
  return page.getByRole("region", { name: "Waits for a second admin" }).locator("> div").filter({ hasText: about });
}
