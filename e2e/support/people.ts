import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";

export type DemoPerson = "maker" | "maker2" | "checker" | "checker2" | "support" | "admin";

/** A browser of their own for a demo person, signed in through the form as they would. */
export async function signedIn(browser: Browser, person: DemoPerson | `${string}@${string}`): Promise<Page> {
  const email = person.includes("@") ? person : `${person}@demo.test`;
  await closeEarlier();
  const context = await browser.newContext({ baseURL: process.env.E2E_ORIGIN });
  opened.push({ context, testId: test.info().testId });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("counterfoil-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  return page;
}

const opened: { context: BrowserContext; testId: string }[] = [];

/** Pages of earlier tests would go on asking the product for news, and slow down whoever comes after. */
async function closeEarlier(): Promise<void> {
  const { testId } = test.info();
  const earlier = opened.filter((one) => one.testId !== testId);
  for (const one of earlier) opened.splice(opened.indexOf(one), 1);
  await Promise.all(earlier.map(({ context }) => context.close()));
}
