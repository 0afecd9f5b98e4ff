import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";

export type DemoPerson = "maker" | "maker2" | "checker" | "checker2" | "support" | "admin";

/**
 * A browser of their own for a demo person, signed in through the form as they would; what an earlier test of the same world was given
 * there is used again while it holds, and a second browser in one test signs in by itself.
 */
export async function signedIn(browser: Browser, person: DemoPerson | `${string}@${string}`, password = "counterfoil-demo"): Promise<Page> {
  const email = person.includes("@") ? person : `${person}@demo.test`;
  await closeEarlier();
  const { testId } = test.info();
  const isSecond = opened.some((one) => one.email === email);
  const context = await browser.newContext({
    baseURL: process.env.E2E_ORIGIN,
    ...(isSecond ? {} : { storageState: kept.get(email) }),
  });
  opened.push({ context, testId, email });
  const page = await context.newPage();
  await page.goto("/");
  if (new URL(page.url()).pathname === "/sign-in") {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  await expect(page.getByRole("navigation").first()).toBeVisible();
  if (!isSecond) kept.set(email, await context.storageState());
  return page;
}

/** By e-mail: the cookies of whoever has signed in to this worker's world. */
const kept = new Map<string, Awaited<ReturnType<BrowserContext["storageState"]>>>();
const opened: { context: BrowserContext; testId: string; email: string }[] = [];

/** Pages of earlier tests would go on asking the product for news, and slow down whoever comes after. */
async function closeEarlier(): Promise<void> {
  const { testId } = test.info();
  const earlier = opened.filter((one) => one.testId !== testId);
  for (const one of earlier) opened.splice(opened.indexOf(one), 1);
  await Promise.all(earlier.map(({ context }) => context.close()));
}
