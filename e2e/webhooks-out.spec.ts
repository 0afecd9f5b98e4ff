import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { type HookServer, startHookServer } from "@/lib/testing/hook-server";
import { verifyWebhook } from "../docs/webhooks/receive";
import { open } from "./support/pages";
import { signedIn } from "./support/people";
import { anApiKey } from "./support/programs";

let server: HookServer;
test.beforeAll(async () => {
  server = await startHookServer();
});
test.afterAll(() => server.close());

const heard = (type: string) => server.hooks.filter(({ body }) => JSON.parse(body).type === type);

test("an endpoint that two admins let in hears of a payout, can check that it is ours, and gets it again when somebody asks", async ({
  browser,
}) => {
  const [admin, second] = [await signedIn(browser, "admin"), await signedIn(browser, "admin2@demo.test")];
  const name = `Till ${randomUUID().slice(0, 4)}`;
  await open(admin, "/settings/webhooks");
  await admin.getByRole("button", { name: "New endpoint" }).click();
  await admin.getByRole("textbox", { name: "Address" }).fill("https://169.254.169.254/latest/meta-data");
  await admin.getByLabel("Which system listens there").fill(name);
  await admin.getByRole("button", { name: "Make the endpoint" }).click();
  await expect(
    admin
      .getByRole("dialog")
      .getByText(/inside a private network/)
      .first(),
  ).toBeVisible();
  await admin.getByRole("textbox", { name: "Address" }).fill(`${server.origin}/hooks`);
  await admin.getByRole("button", { name: "Make the endpoint" }).click();
  const secret = (await admin.getByRole("alertdialog").locator("code").first().textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await admin.getByRole("button", { name: "I have kept it" }).click();

  await open(second, "/settings/webhooks");
  expect(await second.content()).not.toContain(secret);
  const wish = second.getByRole("region", { name: "Waits for a second admin" }).locator("> *").filter({ hasText: name });
  await expect(wish.getByText(`may hear of every move of every payout at ${server.origin}/hooks`)).toBeVisible();
  await wish.getByRole("button", { name: "Confirm" }).click();
  await expect(wish).toHaveCount(0);

  const { number } = await payBack(name);
  await expect.poll(() => heard("payout.paid").length, { timeout: 60_000 }).toBe(1);
  expect(heard("payout.created")).toHaveLength(1);
  for (const { headers, body } of server.hooks) {
    expect(verifyWebhook(headers, body, secret)).toBe(true);
    expect(JSON.parse(body).data.number).toBe(number);
    new Webhook(secret).verify(body, Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)])));
  }

  await open(second, "/settings/webhooks");
  await second.getByRole("link", { name, exact: true }).click();
  const row = second.getByRole("row").filter({ hasText: "payout.paid" });
  await expect(row.getByText("Delivered")).toBeVisible();
  await row.getByRole("link").first().click();
  await expect(second.getByText(`POST ${server.origin}/hooks`).first()).toBeVisible();
  await expect(second.getByText("webhook-signature: v1,").first()).toBeVisible();
  await second.getByRole("button", { name: "Replay" }).click();
  await expect.poll(() => heard("payout.paid").length, { timeout: 30_000 }).toBe(2);
  expect(new Set(heard("payout.paid").map(({ headers, body }) => `${headers["webhook-id"]} ${body}`)).size).toBe(1);

  await open(admin, "/settings/webhooks");
  await admin.getByRole("link", { name, exact: true }).click();
  await admin.getByRole("button", { name: "Remove", exact: true }).click();
  await admin.getByRole("button", { name: "Remove the endpoint" }).click();
  await expect(admin.getByRole("heading", { level: 1 }).locator("..").getByText("Removed")).toBeVisible();
});

/** By the REST door: a little money back to where it came from, which needs nobody under the demo's policy. */
async function payBack(reference: string): Promise<{ number: string }> {
  const { key, env } = await anApiKey(reference);
  const ask = (path: string, more: RequestInit = {}) =>
    fetch(`${env.COUNTERFOIL_URL}/api/v1${path}`, {
      ...more,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": randomUUID() },
    });
  const { items } = await (await ask("/payment-sources?limit=200")).json();
  const source = items.find((one: { returnableMinor: number }) => one.returnableMinor >= 500);
  const { connection, currency, userId, sourceId } = source;
  const to = userId ? { type: "paymentSource", userId, paymentSourceId: sourceId } : { type: "order", orderId: sourceId };
  const body = JSON.stringify({ connection: connection.name, amountMinor: 500, currency, to, reference });
  const made = await ask("/payouts", { method: "POST", body });
  expect(made.status).toBe(201);
  return made.json();
}
