import { readFileSync } from "node:fs";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { ACTIONS } from "@/lib/domain/access/doors/actions";
import { PAGES } from "@/lib/domain/access/doors/pages";
import { ROUTES } from "@/lib/domain/access/doors/routes";
import { listening } from "./support/pages";
import { signedIn } from "./support/people";

// What a browser is told about every answer, what it may run, and from where a deed may come.

const origin = () => process.env.E2E_ORIGIN ?? "";

/** The address of a door's file; what is variable in it becomes a name that nothing has. */
function addressOf(file: string): string {
  const parts = file.split("/").slice(1, -1);
  return `/${parts
    .filter((part) => !part.startsWith("("))
    .map((part) => (part.startsWith("[") ? "nothing-is-called-this" : part))
    .join("/")}`;
}

const EVERYWHERE: Readonly<Record<string, RegExp>> = {
  "x-frame-options": /^DENY$/,
  "x-content-type-options": /^nosniff$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "referrer-policy": /^(same-origin|no-referrer)$/,
  "permissions-policy": /camera=\(\).*microphone=\(\)/,
  "strict-transport-security": /^max-age=\d{8}; includeSubDomains$/,
};
const ON_PAGES = /^default-src 'none'; script-src 'nonce-[\w+/]{22}==' 'strict-dynamic'; style-src 'self' 'nonce-/;
const FOR_PROGRAMS = /^default-src 'none'; .*frame-ancestors 'none'; sandbox$/;

async function expectHeaders(request: APIRequestContext, address: string, policy: RegExp): Promise<void> {
  const answer = await request.get(`${origin()}${address}`, { maxRedirects: 0, headers: { "x-forwarded-proto": "https" } });
  const headers = answer.headers();
  for (const [name, wanted] of Object.entries(EVERYWHERE)) expect(headers[name] ?? "", `${name} of ${address}`).toMatch(wanted);
  expect(headers["content-security-policy"] ?? "", address).toMatch(policy);
  expect(headers["x-powered-by"], address).toBeUndefined();
}

test("every page, route and file carries its headers", async ({ request }) => {
  for (const file of Object.keys(PAGES)) await expectHeaders(request, addressOf(file), ON_PAGES);
  for (const address of ["/no/such/page", "/icon.svg", "/no-such.png"]) await expectHeaders(request, address, ON_PAGES);
  for (const file of Object.keys(ROUTES)) await expectHeaders(request, addressOf(file), FOR_PROGRAMS);
  const page = await (await request.get(`${origin()}/sign-in`)).text();
  const built = /\/_next\/static\/[^"']+\.css/.exec(page)?.[0] ?? "";
  await expectHeaders(request, built, FOR_PROGRAMS);
});

test("every script in a page is signed for this answer alone", async ({ request }) => {
  const answer = await request.get(`${origin()}/sign-in`);
  const nonce = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1];
  const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  const again = await request.get(`${origin()}/sign-in`);
  expect(again.headers()["content-security-policy"]).not.toContain(`'nonce-${nonce}'`);
});

/** Everything that the browser refuses from now on, wherever this page goes. */
async function refusalsOn(page: Page): Promise<string[]> {
  const refused: string[] = [];
  await page.exposeFunction("tellRefusal", (what: string) => refused.push(`${new URL(page.url()).pathname}: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, sample }) => {
      // @ts-expect-error Playwright put it there.
      void window.tellRefusal(`${effectiveDirective} refuses ${blockedURI} ${sourceFile} ${sample}`);
    });
  });
  return refused;
}

const CHECKERS_SCREENS = [
  "/",
  "/payouts",
  "/approvals",
  "/approvals/accounts",
  "/receivers",
  "/audit",
  ...["", "/unconfirmed", "/reconciliation", "/jobs", "/health", "/freezes"].map((tab) => `/operations${tab}`),
];

test("nothing that our pages need is refused by their own policy", async ({ browser }) => {
  const checker = await signedIn(browser, "checker");
  checker.setDefaultTimeout(15_000);
  const refused = await refusalsOn(checker);
  for (const address of CHECKERS_SCREENS) {
    await checker.goto(address);
    await expect(checker.getByRole("heading", { level: 1 })).toBeVisible();
    await listening(checker);
  }
  // What opens above the page brings styles of its own.
  await checker.goto("/payouts");
  await checker.getByRole("main").getByRole("link").filter({ hasText: /CF-/ }).first().click();
  await expect(checker).toHaveURL(/\/payouts\/CF/);
  await checker.keyboard.press("Control+k");
  await expect(checker.getByRole("dialog")).toBeVisible();
  await checker.keyboard.press("Escape");
  await checker.getByRole("button", { name: /, checker$/i }).click();
  await expect(checker.getByRole("menu")).toBeVisible();

  const maker = await signedIn(browser, "maker");
  const alsoRefused = await refusalsOn(maker);
  for (const address of ["/payouts/new", "/payouts/new?way=back", "/receivers/new", "/receivers/import"]) {
    await maker.goto(address);
    await listening(maker);
  }
  expect([...refused, ...alsoRefused]).toEqual([]);
});

test("the policy holds: what nobody signed does not run, and nothing is sent elsewhere", async ({ page }) => {
  await page.goto(`${origin()}/sign-in`);
  const outcome = await page.evaluate(async () => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<img src="data:nothing" onerror="window.ran = true"><a href="javascript:window.ran = true">x</a>`,
    );
    document.querySelector<HTMLAnchorElement>("a[href^=javascript]")?.click();
    const sent = await fetch("http://127.0.0.1:9/").then(
      () => "sent",
      (error: Error) => error.name,
    );
    return { ran: "ran" in window, sent };
  });
  expect(outcome).toEqual({ ran: false, sent: "TypeError" });
});

/** What a foreign page, a page without an origin of its own, and something that says nothing would send. */
const FORGED: readonly Record<string, string>[] = [
  { origin: "https://evil.test" },
  { origin: "null" },
  {},
  { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
];

test("no action can be called from elsewhere, whoever is signed in", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  const idOf = new Map(Object.entries<{ exportedName: string }>(node).map(([id, { exportedName }]) => [exportedName, id]));
  const call = (name: string, headers: Record<string, string>) =>
    admin.request.post("/payouts", {
      headers: { "next-action": idOf.get(name) ?? "", "content-type": "text/plain;charset=UTF-8", ...headers },
      data: "[]",
      maxRedirects: 0,
    });
  for (const name of Object.keys(ACTIONS)) {
    expect(idOf.has(name), `${name} is among the built ones`).toBe(true);
    for (const headers of FORGED) expect((await call(name, headers)).status(), `${name} with ${JSON.stringify(headers)}`).toBe(403);
  }
  expect((await call("revokeAskAction", { origin: origin() })).status()).not.toBe(403);
  // A form that a foreign page posts to an address of ours, as it was done before there was anything else.
  const form = await admin.request.post("/payouts", { headers: { origin: "https://evil.test" }, multipart: { anything: "1" } });
  expect(form.status()).toBe(403);
});

test("no route that a cookie opens can be posted to from elsewhere", async ({ browser }) => {
  const admin = await signedIn(browser, "admin");
  const doors = Object.entries(ROUTES)
    .filter(([file]) => file.startsWith("app/api/live/") || file.startsWith("app/api/auth/"))
    .flatMap(([file, methods]) => Object.keys(methods).map((method) => ({ method, address: addressOf(file) })))
    .filter(({ method }) => method !== "GET");
  expect(doors.length).toBeGreaterThan(4);
  for (const { method, address } of doors)
    for (const headers of FORGED) {
      const answer = await admin.request.fetch(address, {
        method,
        headers: { "content-type": "application/json", ...headers },
        data: "{}",
      });
      expect(answer.status(), `${method} ${address} with ${JSON.stringify(headers)}`).toBe(403);
    }
});

test("a body that is too large is refused before it is understood", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  const [actionId = ""] = Object.keys(node);
  const headers = { origin: origin(), "content-type": "text/plain;charset=UTF-8" };
  const deed = await maker.request.post("/payouts", { headers: { ...headers, "next-action": actionId }, data: "x".repeat(600 * 1024) });
  expect(deed.status()).toBe(413);
  const large = { headers: { ...headers, "content-type": "application/json" }, data: "x".repeat(9 * 1024 * 1024) };
  for (const address of ["/api/live/sources", "/api/live/warnings", "/api/live/receivers/import?mode=preview", "/api/auth/signout"])
    expect((await maker.request.post(address, large)).status(), address).toBe(413);
  expect((await maker.request.post("/api/webhooks/ivy/nothing", large)).status()).toBe(413);
});
