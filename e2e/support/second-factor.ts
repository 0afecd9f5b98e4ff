import { type CDPSession, expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { open } from "./pages";

/** A telephone with an authenticator app, for whoever is signed in on a page. */
export type AuthenticatorApp = {
  /** A code that was not used yet. Three can be had at once; for a fourth it waits until there is one. */
  nextCode(): Promise<string>;
  readonly recoveryCodes: readonly string[];
};

const PERIOD_MS = 30_000;
const DEMO_PASSWORD = "counterfoil-demo";

/** Sets up a second factor on the person's own page, as they would. Give it back with `removeApp`: others sign in as this person, too. */
export async function setUpApp(page: Page): Promise<AuthenticatorApp> {
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Set up", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill(DEMO_PASSWORD);
  await dialog.getByRole("button", { name: "Show the code to scan" }).click();
  await expect(dialog.getByRole("img", { name: "QR code with the secret" })).toBeVisible();
  const secret = ((await dialog.locator("code").textContent()) ?? "").replaceAll(" ", "");
  const nextCode = codesOf(secret);
  await dialog.getByRole("textbox", { name: "Code", exact: true }).fill(await nextCode());
  const shown = page.getByRole("alertdialog", { name: "Recovery codes" });
  await expect(shown).toBeVisible();
  const recoveryCodes = await shown.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allInnerTexts();
  await shown.getByRole("button", { name: "I have kept them" }).click();
  return { nextCode, recoveryCodes };
}

export async function removeApp(page: Page, app: AuthenticatorApp): Promise<void> {
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Remove the authenticator app" }).click();
  await stepUpByCode(page, app);
  await expect(page.getByRole("button", { name: "Set up", exact: true })).toBeVisible();
}

/** Answers the dialog that a deed opened, where it opened one: a step-up of a moment ago may still count. */
export async function stepUpByCode(page: Page, app: AuthenticatorApp): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  const asked = await dialog.waitFor({ timeout: 3_000 }).then(
    () => true,
    () => false,
  );
  if (!asked) return;
  await dialog.getByRole("textbox", { name: "Code", exact: true }).fill(await app.nextCode());
  await expect(dialog).toBeHidden();
}

/** An authenticator inside of the browser that always says yes, for passkeys. */
export async function addAuthenticator(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const can = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", ...can } });
  return devtools;
}

function codesOf(secret: string): () => Promise<string> {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const now = () => Math.floor(Date.now() / PERIOD_MS);
  let last = 0;
  return async () => {
    // The desk takes the code before and the one after this half minute's, each once and in their order.
    const step = Math.max(last + 1, now() - 1);
    await expect.poll(() => now() + 1, { timeout: 2 * PERIOD_MS, intervals: [500] }).toBeGreaterThanOrEqual(step);
    last = step;
    return totp.generate({ timestamp: step * PERIOD_MS });
  };
}
