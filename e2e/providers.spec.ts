import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { approve, expectState, payKnownReceiver, payNewReceiver } from "./support/payouts";
import { signedIn } from "./support/people";
import { advanceClock, bookedUnder, type ProviderId, setMood } from "./support/simulators";

// Through each provider from the form to paid and to failed, with its own simulator. Ipay and BitPay pay only people whom they know:
// there the payout waits for its receiver, and goes by itself.

type Way = {
  readonly provider: ProviderId;
  readonly fails: string;
  readonly isEnrolled: boolean;
  make(maker: Page, amount: string, reference: string): Promise<string>;
};

const GERMAN = { name: "Johanna Weiß", account: { iban: "DE89 3704 0044 0532 0130 00" } };
const BRITISH = { name: "Oliver Hughes", account: { sortCode: "20-00-00", accountNumber: "55779911" } };

const WAYS: readonly Way[] = [
  {
    provider: "ivy",
    fails: "fail:accountInvalid",
    isEnrolled: false,
    make: (maker, amount, reference) => payNewReceiver(maker, GERMAN, { amount, from: "ivy-eur", reference }),
  },
  {
    provider: "truelayer",
    fails: "fail:accountInvalid",
    isEnrolled: false,
    make: (maker, amount, reference) => payNewReceiver(maker, BRITISH, { amount, from: "truelayer-gbp", reference }),
  },
  {
    provider: "ipay",
    fails: "fail:receiver_is_invalid",
    isEnrolled: true,
    make: (maker, amount, reference) => payKnownReceiver(maker, "Matilda Hughes", { amount, from: "ipay-aud", reference }),
  },
  {
    provider: "bitpay",
    fails: "fail:unknown",
    isEnrolled: true,
    make: (maker, amount, reference) => payKnownReceiver(maker, "Satoko Ito", { amount, from: "bitpay-eur", reference }),
  },
];

// Enrolment, a provider's windows and the desk's own looks come one after another, on a machine that may be busy.
test.setTimeout(300_000);

test.afterEach(async () => {
  for (const { provider } of WAYS) await setMood(provider, "fine");
});

async function approved(browser: Browser, way: Way, amount: string, reference: string) {
  const maker = await signedIn(browser, "maker");
  const number = await way.make(maker, amount, reference);
  await approve(await signedIn(browser, "checker"), number);
  return { maker, number };
}

/** The receiver's part, and the provider's windows, are a matter of hours: the simulators' clock goes on until the page says so. */
async function expectEnd(maker: Page, end: string) {
  await expect(async () => {
    await advanceClock(3_600_000);
    await expect(maker.getByRole("main").getByText(end, { exact: true }).first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 240_000 });
}

for (const way of WAYS) {
  test(`${way.provider}: from the form to paid`, async ({ browser }) => {
    const { maker, number } = await approved(browser, way, "120.00", `Paid by ${way.provider}`);
    await expectEnd(maker, "Paid");
    expect(await bookedUnder(way.provider, number)).toHaveLength(1);
  });

  test(`${way.provider}: from the form to failed, with the reason`, async ({ browser }) => {
    await setMood(way.provider, way.fails, { times: 1 });
    const { maker, number } = await approved(browser, way, "121.00", `Failed by ${way.provider}`);
    await expectEnd(maker, "Failed");
    expect(await bookedUnder(way.provider, number)).toMatchObject([{ state: "failed" }]);
  });
}

test("whoever is not known to the provider yet is made known, and the payout says whom it waits for", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const name = `Emil ${randomUUID().slice(0, 8)}`;
  const account = { email: `${name.toLowerCase().replace(" ", ".")}@example.test` };
  const number = await payNewReceiver(maker, { name, account }, { amount: "80.00", from: "bitpay-eur", reference: "Prize 12" });
  await approve(await signedIn(browser, "checker"), number);
  await expectState(maker, "On hold");
  await maker.getByRole("link", { name }).first().click();
  await expect(maker.getByRole("heading", { name: "Known to providers" })).toBeVisible();
});

test("a receiver of whom the provider must know more is refused in words, and can be paid once their facts are there", async ({
  browser,
}) => {
  const maker = await signedIn(browser, "maker");
  await payKnownReceiverUpTo(maker, "Jack Turner");
  await expect(maker.getByText(/The receiver's record needs a phone number, a date of birth, a postal address/).first()).toBeVisible();
});

async function payKnownReceiverUpTo(maker: Page, name: string) {
  await maker.goto("/payouts/new");
  await maker.getByText("Send to a receiver").click();
  await maker.getByRole("combobox", { name: "Receiver" }).fill(name);
  await maker
    .getByRole("option", { name: new RegExp(name) })
    .first()
    .click();
  await maker.getByRole("button", { name: /Pay from/ }).click();
  await maker.getByRole("option", { name: /ipay-aud/ }).click();
  await maker.getByRole("textbox", { name: "Amount" }).fill("50.00");
  await maker.getByRole("textbox", { name: "Reference", exact: true }).fill("Invoice 5");
  await maker.getByRole("button", { name: /^Review/ }).click();
  await maker.getByRole("button", { name: /^Ask for approval/ }).click();
}
