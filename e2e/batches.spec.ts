import { expect, test } from "@playwright/test";
import { open } from "./support/pages";
import { confirmByCallBack } from "./support/payouts";
import { signedIn } from "./support/people";
import { setMood } from "./support/simulators";

const HEADER = "Empfänger;IBAN;Betrag;Währung;Referenz";
// Accounts that no other journey of the same world brings, under whatever name.
const ROWS = [
  "Berta Stapel;DE27100777770209299700;13,71;EUR;E2E-B1",
  "Carl Stapel;NL39RABO0300065264;23,72;EUR;E2E-B2",
  "Dora Stapel;FR1420041010050500013M02607;33,73;EUR;E2E-B3",
  "Berta Stapel;DE27100777770209299700;13,71;EUR;E2E-B1",
];
const fileOf = (name: string, rows: readonly string[]) => {
  return { name, mimeType: "text/csv", buffer: Buffer.from([HEADER, ...rows].join("\r\n"), "latin1") };
};

test("a file is dropped, mended, reviewed and submitted; each row's state is seen, and the same file again pays nothing", async ({
  browser,
}) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/batches/new");
  await maker.locator('input[type="file"]').setInputFiles(fileOf("löhne.csv", ROWS));
  await maker.waitForURL(/\/batches\/bat_/);
  await expect(maker.getByText("Text in Windows-1252, with semicolons between the columns.")).toBeVisible();
  await expect(maker.getByText("Amounts are written with a comma before the cents.")).toBeVisible();

  await maker.getByRole("link", { name: "To mend 1" }).click();
  // The rows of the view before have the same field, and leave with whatever is typed there.
  await maker.waitForURL(/view=faulty/);
  const iban = maker.getByRole("textbox", { name: "IBAN" });
  await iban.fill("FR1420041010050500013M02606");
  await iban.press("Enter");
  await expect(maker.getByText("Nothing is wrong with the rows as they stand.")).toBeVisible();

  await maker.getByRole("link", { name: "Doubtful 1" }).click();
  await maker.waitForURL(/view=doubtful/);
  await expect(maker.getByText("Line 2 asks for the same")).toBeVisible();
  await maker.getByRole("button", { name: "Leave line 5 out" }).click();
  await expect(maker.getByRole("link", { name: "Left out 1" })).toBeVisible();

  await maker.getByRole("link", { name: "Review 3 rows" }).click();
  await expect(maker.getByRole("heading", { level: 1, name: "Review" })).toBeVisible();
  await expect(maker.getByRole("region", { name: "Submit" }).getByText("71.16")).toBeVisible();
  await maker.getByRole("button", { name: "Submit 3 payouts" }).click();
  await maker.waitForURL(/view=sent/);
  const rows = maker.getByRole("region", { name: "Rows of the file" });
  await expect(rows.getByText("Awaiting approval")).toHaveCount(3);
  await expect(rows.getByRole("link", { name: /^CF-/ })).toHaveCount(3);

  const result = await maker.request.get(`/api/live/batches/${/bat_\w+/.exec(maker.url())?.[0]}/result`);
  expect(await result.text()).toContain("awaiting approval");

  await open(maker, "/batches/new");
  await maker.locator('input[type="file"]').setInputFiles(fileOf("renamed.csv", [...ROWS].reverse()));
  await maker.waitForURL(/\/batches\/bat_/);
  await expect(maker.getByRole("link", { name: "Ready 0" })).toBeVisible();
  await expect(maker.getByText(/of “löhne.csv”/).first()).toBeVisible();
  await expect(maker.getByRole("link", { name: /^Review/ })).toHaveCount(0);
});

test("rows are pasted, and what cannot be read is said without keeping anything", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/batches/new");
  await maker
    .locator('input[type="file"]')
    .setInputFiles({ name: "x.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK\u0003\u0004 nothing") });
  await expect(maker.getByText("This could not be read, and nothing was kept")).toBeVisible();
  await maker
    .getByRole("textbox", { name: "Rows copied from a spreadsheet" })
    .fill("name\tsort code\taccount number\tamount\tcurrency\treference\nAnna\t4004\t1234567\t5.00\tGBP\tE2E-B9");
  await maker.getByRole("button", { name: "Read these rows" }).click();
  await maker.waitForURL(/\/batches\/bat_/);
  await expect(maker.getByText(/A sort code has 6 digits and this has 4/)).toBeVisible();
  await expect(maker.getByRole("button", { name: "Take 004004" })).toBeVisible();
});

test("a file is approved as one without the row that was taken out; what fails is mended and sent again as another payout", async ({
  browser,
}) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/batches/new");
  const rows = [
    "Ella Bogen;DE02200505501015871393;41,11;EUR;E2E-U1;ivy-eur",
    "Finn Bogen;DE02300209000106531065;42,22;EUR;E2E-U2;ivy-eur",
    "Gesa Bogen;DE02500105170137075030;43,33;EUR;E2E-U3;ivy-eur",
  ];
  const buffer = Buffer.from([`${HEADER};connection`, ...rows].join("\r\n"), "latin1");
  await maker.locator('input[type="file"]').setInputFiles({ name: "bogen.csv", mimeType: "text/csv", buffer });
  await maker.waitForURL(/\/batches\/bat_/);
  await maker.getByRole("link", { name: "Review 3 rows" }).click();
  await maker.getByRole("button", { name: "Submit 3 payouts" }).click();
  await maker.waitForURL(/view=sent/);
  await expect(maker.getByText("Awaiting approval", { exact: true }).first()).toBeVisible();

  const checker = await signedIn(browser, "checker");
  await open(checker, "/approvals");
  await checker
    .getByRole("navigation", { name: "Files that wait for approval" })
    .getByRole("button", { name: /bogen\.csv/ })
    .click();
  const file = checker.getByRole("article", { name: "File bogen.csv" });
  await expect(file.getByRole("button", { name: /^Approve 3/ })).toBeVisible({ timeout: 30_000 });
  await expect(file.getByRole("region", { name: "What is signed" }).getByText("126.66")).toBeVisible();
  await file.getByRole("textbox", { name: "Search the payouts" }).fill("gesa");
  const all = file.getByRole("region", { name: "All payouts" });
  await all.getByRole("checkbox", { name: "Take line 4 out" }).check({ force: true });
  await file.getByRole("button", { name: "Take 1 out" }).click();
  await expect(checker.getByRole("dialog")).toBeVisible();
  await checker.keyboard.press("1");
  await checker.keyboard.press("Control+Enter");
  await expect(file.getByRole("button", { name: /^Approve 2/ })).toBeVisible();
  await expect(file.getByRole("region", { name: "What is signed" }).getByText("83.33")).toBeVisible();
  await file.getByRole("checkbox", { name: "I have looked at what stands out" }).check({ force: true });
  await checker.keyboard.press("a");
  await expect(file.getByText("You signed for 2 payouts")).toBeVisible();

  await setMood("ivy", "fail:account_closed", { times: 1 });
  await open(checker, "/approvals/accounts");
  for (const name of ["Ella Bogen", "Finn Bogen"]) await confirmByCallBack(checker.getByRole("region", { name }));
  await maker.getByRole("link", { name: /^Not arrived/ }).click();
  await maker.waitForURL(/view=failed/);
  const lines = maker.getByRole("region", { name: "Rows of the file" });
  await expect(lines.getByText("Failed", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(lines.getByText("Rejected", { exact: true })).toBeVisible();
  await lines
    .getByRole("listitem")
    .filter({ hasText: "Failed" })
    .getByRole("button", { name: /send it again/ })
    .click();
  await maker.getByRole("link", { name: "Review 1 row" }).click();
  await maker.getByRole("button", { name: "Submit 1 payout" }).click();
  await maker.waitForURL(/view=sent/);
  await expect(lines.getByText("Before it:")).toBeVisible();
});

test("a rejected file is taken back as one, mended and sent again as other payouts that name the first", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/batches/new");
  const rows = [
    "Hilde Rückweg;DE02370501980001802057;51,11;EUR;E2E-R1;ivy-eur",
    "Ingo Rückweg;DE88100900001234567892;52,22;EUR;E2E-R2;ivy-eur",
  ];
  const buffer = Buffer.from([`${HEADER};connection`, ...rows].join("\r\n"), "latin1");
  await maker.locator('input[type="file"]').setInputFiles({ name: "rückweg.csv", mimeType: "text/csv", buffer });
  await maker.waitForURL(/\/batches\/bat_/);
  await maker.getByRole("link", { name: "Review 2 rows" }).click();
  await maker.getByRole("button", { name: "Submit 2 payouts" }).click();
  await maker.waitForURL(/view=sent/);
  const lines = maker.getByRole("region", { name: "Rows of the file" });
  await expect(lines.getByText("Awaiting approval")).toHaveCount(2, { timeout: 60_000 });

  const checker = await signedIn(browser, "checker");
  await open(checker, "/approvals");
  await checker
    .getByRole("navigation", { name: "Files that wait for approval" })
    .getByRole("button", { name: /rückweg\.csv/ })
    .click();
  const file = checker.getByRole("article", { name: "File rückweg.csv" });
  await expect(file.getByRole("button", { name: /^Approve 2/ })).toBeVisible({ timeout: 30_000 });
  await file.getByRole("button", { name: "Reject all" }).click();
  await expect(checker.getByRole("dialog")).toBeVisible();
  await checker.keyboard.press("1");
  await checker.keyboard.press("Control+Enter");
  await expect(lines.getByText("Rejected", { exact: true })).toHaveCount(2, { timeout: 30_000 });

  await expect(maker.getByText("2 rows were rejected")).toBeVisible();
  await maker.getByRole("button", { name: "Take them back to mend" }).click();
  await expect(maker.getByText("2 rows were rejected")).toHaveCount(0);
  await maker.getByRole("link", { name: "Review 2 rows" }).click();
  await maker.getByRole("button", { name: "Submit 2 payouts" }).click();
  await maker.waitForURL(/view=sent/);
  await expect(lines.getByText("Before it:")).toHaveCount(2, { timeout: 30_000 });
  await expect(lines.getByText("Awaiting approval")).toHaveCount(2, { timeout: 60_000 });
});
