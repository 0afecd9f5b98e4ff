import type { Page } from "@playwright/test";

/** Goes there and waits until the page listens: a press before that is a press on a picture. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await listening(page);
}

/**
 * Resolves when React has taken over everything that can be pressed or typed into. A quiet network would say the same half a second
 * later, and never while a stream is open.
 */
export async function listening(page: Page): Promise<void> {
  await page.waitForLoadState();
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll("button, input:not([type=hidden]), textarea, a[href]")];
    return controls.length > 0 && controls.every((one) => Object.keys(one).some((key) => key.startsWith("__reactProps$")));
  });
}
