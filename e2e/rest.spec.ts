import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { open } from "./support/pages";
import { signedIn } from "./support/people";
import { anApiKey, runProgram } from "./support/programs";

/** Where a machine has no curl, the same commands are sent with fetch: the walk is the document's either way. */
const CURL_ANYHOW = `command -v curl >/dev/null || curl() { node e2e/support/curl.mjs "$@"; }\n`;

function shell(commands: string, env: Readonly<Record<string, string>>): Promise<string> {
  return runProgram("bash", ["-euo", "pipefail", "-c", CURL_ANYHOW + commands], env);
}

test("the walk through the REST door goes as its page says", async () => {
  const page = await readFile("docs/rest/README.md", "utf8");
  const steps = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, commands]) => commands);
  expect(steps.length).toBeGreaterThan(5);
  const { env } = await anApiKey("Walk-through");
  const said = await shell(steps.join("\n"), env);
  expect(said).toMatch(/^idempotent-replayed: true/im);
  for (const words of ['"state":"discarded"', '"code":"invalidInput"', '"reference":"WALK-', "%PDF-1."]) expect(said).toContain(words);
});

test("the example program pays, waits until it has arrived, and thinks better of another", async () => {
  const { env } = await anApiKey("Example");
  const said = await runProgram(process.execPath, ["--import", "tsx", "docs/rest/example.ts"], env);
  expect(said).toMatch(/Sent back 5\.00 \w+ as CF\w+: settled/);
  expect(said).toContain("Taken back: discarded");
  expect(said).toMatch(/422 invalidInput.*\n {2}to\.account\.iban: .+\(request req_/s);
});

test("what the reference shows can be run as it stands, and support finds the request by its id", async ({ browser }) => {
  const { env } = await anApiKey("Reference");
  const page = await signedIn(browser, "admin");
  await open(page, "/developers");
  const section = page.getByRole("region", { name: "Make a payout" }).first();
  const command = (await section.locator("pre").first().textContent()) ?? "";
  expect(command).toContain("curl");
  const answer: { id: string; number: string } = JSON.parse(await shell(command.replace("curl ", "curl -sS "), env));
  expect(answer.id).toMatch(/^po_/);

  await page.goto("/operations/api-requests");
  await page.getByRole("textbox", { name: /Request id/ }).fill(answer.id);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=po_/);
  const row = page
    .getByRole("table", { name: /API requests/ })
    .getByRole("row")
    .nth(1);
  await expect(row).toContainText("POST /payouts");
  await expect(row).toContainText("201");
  await expect(row).toContainText("Reference");
});
