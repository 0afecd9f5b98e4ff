import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import { STANDING_WORDS, STANDINGS } from "@/lib/domain/payout/standing";
import type { Receipt } from "@/lib/domain/receipt/receipt";
import { drawReceipt } from "./draw-receipt";
import { drawable } from "./receipt-letters";

const RECEIPT: Receipt = {
  number: "CF7K3M9Q2X4B8T",
  merchantName: "Northwind Trading",
  timeZone: "Europe/Berlin",
  amount: { minor: 125_000n, currency: "EUR" },
  receiverName: "Łukasz Żółć",
  accountMasked: "DE89 •••• 1585",
  reference: "Invoice 1042",
  providerLabel: "TrueLayer",
  providerPayoutId: "0c8f4d2e-7b1a-4a9e-9b3d-3b5b7a1c2d4e",
  traceId: null,
  standing: "paid",
  stateAt: new Date("2026-11-30T09:41:00Z"),
  madeAt: new Date("2026-11-30T10:12:00Z"),
  code: "7K3M9Q2X4B8T1ZC0HN5WD6RA",
  origin: "https://desk.example.com",
};

/** As somebody reads it off the file: the text of its only page, one space between words. */
async function read(wish: Partial<Receipt> = {}): Promise<string> {
  const file = await getDocumentProxy(await drawReceipt({ ...RECEIPT, ...wish }));
  const { totalPages, text } = await extractText(file, { mergePages: true });
  expect(totalPages).toBe(1);
  return text.replaceAll(/\s+/g, " ");
}

describe("the receipt on paper", () => {
  test("says what was paid, to whom, through whom, when, and how to check it", async () => {
    const text = await read();
    for (const said of [
      ...["Receipt of a payout by Northwind Trading", "CF-7K3M-9Q2X-4B8T", "PAID", "1,250.00 EUR", "Łukasz Żółć", "DE89 •••• 1585"],
      ...["Invoice 1042", "TrueLayer", "0c8f4d2e-7b1a-4a9e-9b3d-3b5b7a1c2d4e", "Paid on 30 Nov 2026, 10:41 CET", "30 Nov 2026, 11:12 CET"],
      ...["https://desk.example.com/verify", "7K3M-9Q2X-4B8T-1ZC0-HN5W-D6RA"],
    ]) {
      expect(text).toContain(said);
    }
  });

  test.each(STANDINGS.filter((standing) => standing !== "paid"))(
    "of a payout that is %s says so in capitals, and never that it is paid",
    async (standing) => {
      const text = await read({ standing });
      expect(text).toContain(STANDING_WORDS[standing].headline.toUpperCase());
      expect(text).toContain(STANDING_WORDS[standing].sentence);
      expect(text).not.toMatch(/Paid on|CF-7K3M-9Q2X-4B8T PAID/);
    },
  );

  test("is the same bytes for the same receipt", async () => {
    expect(Buffer.compare(await drawReceipt(RECEIPT), await drawReceipt({ ...RECEIPT }))).toBe(0);
  });

  test("stays on one page, whatever it has to say", async () => {
    const long = "W".repeat(140);
    await read({ receiverName: "王".repeat(140), reference: long.slice(0, 100), providerPayoutId: long, traceId: "ab".repeat(32) });
  });
});

describe("letters", () => {
  test.each(["Zoë Müller-Łukasz", "Đặng Thị Nguyễn", "Щербаков Юлія Ґ", "Ñandú & Søn (GmbH) №7", "Ștefan Țepeș"])(
    "of %s are drawn",
    (name) => {
      expect(drawable(name)).toEqual({ text: name, isSpelled: false });
    },
  );

  test("that take two characters are drawn as the one that they make", () => {
    expect(drawable("Zoe\u0308").text).toBe("Zoë");
  });

  test.each([
    ["王小明", "U+738B U+5C0F U+660E"],
    ["Ελένη", "U+0395 U+03BB U+03AD U+03BD U+03B7"],
    ["Ann\u202eanna", "U+0041 U+006E U+006E U+202E U+0061 U+006E U+006E U+0061"],
  ])("of %s cannot be drawn, and are told by their numbers", async (name, numbers) => {
    expect(drawable(name)).toEqual({ text: numbers, isSpelled: true });
    expect(await read({ receiverName: name })).toContain(`${numbers} In letters that this receipt cannot draw`);
  });
});
