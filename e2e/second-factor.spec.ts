import { expect, test } from "@playwright/test";
import { listening, open } from "./support/pages";
import { signedIn } from "./support/people";
import { addAuthenticator, removeApp, setUpApp } from "./support/second-factor";

// People of the other merchant, since nobody else's journey signs in as them.
const CHECKER = "checker@other.test";
const PASSWORD = "counterfoil-demo";

test("an authenticator app is set up, asked for at the next sign-in, stood in for by a recovery code, and removed", async ({ browser }) => {
  const page = await signedIn(browser, CHECKER);
  const app = await setUpApp(page);
  await expect(page.getByText("10 codes are left.")).toBeVisible();
  const signOutAndIn = async () => {
    await page.getByRole("button", { name: /, Checker$/i }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto("/sign-in?to=%2Faccount%2Fsecurity");
    await page.getByLabel("E-mail").fill(CHECKER);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/sign-in\/second-factor/);
  };

  await signOutAndIn();
  await page.getByRole("textbox", { name: "Code", exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/That code is not right/)).toBeVisible();
  await page.getByRole("textbox", { name: "Code", exact: true }).fill(await app.nextCode());
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/account\/security$/);
  await expect(page.getByText("Signed in with password and code").first()).toBeVisible();

  await signOutAndIn();
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(app.recoveryCodes[0] ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/account\/security$/);
  await expect(page.getByText("9 codes are left.")).toBeVisible();

  await removeApp(page, app);
});

test("a passkey is added, signs in alone, and is removed after it was used once more", async ({ browser }) => {
  const page = await signedIn(browser, "maker@other.test");
  await addAuthenticator(page);
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name").fill("Work laptop");
  await dialog.getByLabel("Your password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Make the passkey" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByRole("button", { name: "Rename Work laptop" })).toBeVisible();

  await page.getByRole("button", { name: /, Maker$/i }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goto("/sign-in?to=%2Faccount%2Fsecurity");
  await listening(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/\/account\/security$/);
  await expect(page.getByText("Signed in with a passkey").first()).toBeVisible();

  await listening(page);
  await page.getByRole("button", { name: "Remove Work laptop" }).click();
  await page.getByRole("dialog", { name: "Confirm that it is you" }).getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("button", { name: "Rename Work laptop" })).toHaveCount(0);
});
