import { expect, type Page, test } from "@playwright/test";
import { open } from "./support/pages";
import { signedIn } from "./support/people";

const companyLogin = () => process.env.E2E_COMPANY_LOGIN ?? "";

/** Presses the button and says there who one is; `groups` is what the company has put them into by now. */
async function signInThere(page: Page, sub: string, groups: string): Promise<void> {
  await open(page, "/sign-in?to=%2Faccount%2Fsecurity");
  await page.getByRole("button", { name: "Sign in with Company login" }).click();
  await page.waitForURL((url) => url.href.startsWith(companyLogin()));
  await page.goto(`${page.url()}?as=${sub}&groups=${groups}`);
}

test("single sign-on lets a person in with the role of their group, and a visitor not at all", async ({ browser }) => {
  test.skip(companyLogin() === "", "This world has no company login.");
  const context = await browser.newContext({ baseURL: process.env.E2E_ORIGIN });
  const page = await context.newPage();
  await signInThere(page, "u-maker2", "approvers");
  await page.waitForURL(/\/account\/security$/);
  await expect(page.getByText("Signed in by single sign-on").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Milan Horvat, Checker" })).toBeVisible();
  await context.clearCookies();

  await signInThere(page, "u-visitor", "visitors");
  await page.waitForURL(/\/sign-in\?error=ssoNoRole$/);
  await expect(page.getByText(/in none of the groups/)).toBeVisible();
  await context.clearCookies();

  // Back among the makers, as everybody else expects to find him.
  await signInThere(page, "u-maker2", "payers");
  await page.waitForURL(/\/account\/security$/);
  await expect(page.getByRole("button", { name: "Milan Horvat, Maker" })).toBeVisible();
  await context.close();
});

test("somebody who is disabled is out with the next click, and one's other browsers when one says so", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  const colleague = await signedIn(browser, "support");
  await open(admin, "/settings/team");
  await admin.getByRole("button", { name: "More about Sofia Reyes" }).click();
  await admin.getByRole("menuitem", { name: "Disable" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expect(admin.getByText("Sofia Reyes is disabled.")).toBeVisible();
  await colleague.getByRole("link", { name: "Payouts", exact: true }).first().click();
  await colleague.waitForURL(/\/sign-in/);

  await admin.getByRole("button", { name: "More about Sofia Reyes" }).click();
  await admin.getByRole("menuitem", { name: "Let in again" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Let in again" }).click();
  await expect(admin.getByText("It is noted for Sofia Reyes.")).toBeVisible();

  const [here, elsewhere] = [await signedIn(browser, "support"), await signedIn(browser, "support")];
  await open(here, "/account/security");
  await here.getByRole("button", { name: "End all others" }).click();
  await expect(here.getByText("Every other browser is signed out.")).toBeVisible();
  await elsewhere.getByRole("link", { name: "Payouts", exact: true }).first().click();
  await elsewhere.waitForURL(/\/sign-in/);
});
