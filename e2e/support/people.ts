import { type Browser, expect, type Page } from "@playwright/test";

export type DemoPerson = "maker" | "maker2" | "checker" | "checker2" | "support" | "admin";

/** A browser of their own for a demo person, signed in through the form as they would. */
export async function signedIn(browser: Browser, person: DemoPerson | `${string}@${string}`): Promise<Page> {
  const email = person.includes("@") ? person : `${person}@demo.test`;
  const context = await browser.newContext({ baseURL: process.env.E2E_ORIGIN });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("counterfoil-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  return page;
}
