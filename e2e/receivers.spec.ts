import { expect, test } from "@playwright/test";
import { open } from "./support/pages";
import { signedIn } from "./support/people";
import { openAsStranger, putOnFile } from "./support/receivers";

test("a duplicate is merged after a preview, and its old name leads to the one who is left", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const survivor = await putOnFile(
    maker,
    "E2E-M1,person,Marta Zwilling,marta@example.test,DE02120300000000202051",
    "E2E-M2,person,Martha Zwilling,marta@example.test,NL91ABNA0417164300",
  );
  await open(maker, survivor);
  await maker.getByRole("button", { name: "More", exact: true }).click();
  await maker.getByRole("menuitem", { name: "Merge a duplicate" }).click();
  await maker.getByRole("link", { name: /Martha Zwilling.*Same e-mail/ }).click();
  await expect(maker.getByText("1 account moves")).toBeVisible();
  await maker.getByRole("button", { name: "Merge into Marta Zwilling" }).click();
  await maker.waitForURL(new RegExp(`${survivor}$`));
  await expect(maker.getByRole("region", { name: "Accounts", exact: true }).getByRole("button", { name: "Show number" })).toHaveCount(2);

  await open(maker, "/receivers?q=Martha+Zwilling");
  await expect(maker.getByRole("table").getByText("Merged")).toBeVisible();
  await maker.getByRole("link", { name: /Martha Zwilling/ }).click();
  await maker.getByRole("link", { name: "Go to Marta Zwilling" }).click();
  await expect(maker.getByRole("heading", { level: 1, name: "Marta Zwilling" })).toBeVisible();
});

test("the receiver types the account on a page of their own, once, and it waits for a second person", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  const page = await putOnFile(maker, "E2E-A1,person,Paula Frage,paula@example.test,");
  await open(maker, page);
  await maker.getByRole("button", { name: /^Make a(nother)? link$/ }).click();
  const link = await maker.getByText(/\/ask\/[\w-]{43}\./).textContent();

  const { page: theirs, headers, leave } = await openAsStranger(browser, link ?? "");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["x-robots-tag"]).toContain("noindex");
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  // Our name, and nothing about whom or what: the page is as good as public.
  expect(await theirs.content()).not.toMatch(/Paula|rcv_|mer_|EUR|€/);
  await theirs.getByRole("textbox", { name: "Account holder" }).fill("Paula Frage");
  await theirs.getByRole("textbox", { name: "IBAN" }).fill("DE89 3704 0044 0532 0130 00");
  await theirs.getByRole("button", { name: "Send my account" }).click();
  await expect(theirs.getByText(/^Thank you/)).toBeVisible();
  const again = await theirs.reload();
  expect(again?.status()).toBe(404);
  await expect(theirs.getByText("This link does not work any more")).toBeVisible();
  await leave();

  await open(maker, page);
  await expect(maker.getByText(/the receiver used it/)).toBeVisible();
  await expect(maker.getByRole("region", { name: "Accounts", exact: true }).getByText("Paula Frage").first()).toBeVisible();
});

test("a file is judged row by row, and its good rows come in", async ({ browser }) => {
  const maker = await signedIn(browser, "maker");
  await open(maker, "/receivers/import");
  const lines = [
    "reference,kind,name,email,country,iban",
    "E2E-I1,person,Ines Import,ines@example.test,ES,ES9121000418450200051332",
    "E2E-I2,company,Import & Söhne,,DE,",
    "E2E-I3,person,Iris Irrtum,not an address,DE,DE88370400440532013000",
  ];
  const file = { name: "receivers.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
  await maker.locator('input[type="file"]').setInputFiles(file);
  const wrong = maker.getByRole("region", { name: /^Rows that are wrong/ });
  await expect(wrong.getByText("Line 4")).toBeVisible();
  await expect(wrong.getByText(/^iban: /)).toBeVisible();
  await expect(maker.getByRole("button", { name: "Import 2 receivers" })).toBeDisabled();
  await maker.getByText("Only the good rows").click();
  await maker.getByRole("button", { name: "Import 2 receivers" }).click();
  await expect(maker.getByText(/2 receivers are on file now/)).toBeVisible();
  await open(maker, "/receivers?q=Ines+Import");
  await expect(maker.getByRole("table").getByRole("link", { name: /Ines Import/ })).toBeVisible();

  const download = maker.waitForEvent("download");
  await maker.getByRole("button", { name: "Export" }).click();
  await maker.getByRole("dialog").getByRole("button", { name: "Export" }).click();
  expect((await download).suggestedFilename()).toBe("receivers.csv");
});
