import PDFDocument from "pdfkit";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test, vi } from "vitest";
import { STANDING_WORDS, STANDINGS } from "@/lib/domain/payout/standing";
import type { Receipt } from "@/lib/domain/receipt/receipt";
import { drawReceipt } from "./draw-receipt";
import { drawable, LETTERS, openLetters } from "./receipt-letters";
import { typeset } from "./typeset";

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
  const opened = async (text: string) => {
    await openLetters(text);
    return drawable(text);
  };

  test.each(["Zoë Müller-Łukasz", "Đặng Thị Nguyễn", "Щербаков Юлія Ґ", "Ñandú & Søn (GmbH) №7", "Ștefan Țepeș"])(
    "of %s are the product's own",
    async (name) => {
      expect(await opened(name)).toEqual({ text: name, isSpelled: false, letters: null });
    },
  );

  test("of a Persian name may be kept apart by a joiner", async () => {
    expect(await opened("علی\u200cرضا")).toMatchObject({ text: "علی\u200cرضا", isSpelled: false });
  });

  test("that take two characters are drawn as the one that they make", async () => {
    expect((await opened("Zoe\u0308")).text).toBe("Zoë");
  });

  test.each([
    "Ελένη Παπαδοπούλου",
    "王小明",
    "陳大文",
    "山田 さくら",
    "サクラ商事",
    "김민준",
    "محمد الفارسي",
    "דוד בן־גוריון",
    "प्रिया शर्मा",
  ])("of %s are drawn, and can be read off the file", async (name) => {
    expect(await opened(name)).toMatchObject({ text: name, isSpelled: false });
    const text = await read({ receiverName: name, merchantName: name });
    expect(text).not.toMatch(/U\+[0-9A-F]{4}|cannot draw/);
    for (const letter of name.replaceAll(/[\s\u200c]/g, "")) expect(text).toContain(letter);
  });

  test.each([
    ["ကျော်", "U+1000 U+103B U+1031 U+102C U+103A"],
    ["Ann\u202eanna", "U+0041 U+006E U+006E U+202E U+0061 U+006E U+006E U+0061"],
    ["محمد\u200e", "U+0645 U+062D U+0645 U+062F U+200E"],
    ["김\u3164민", "U+AE40 U+3164 U+BBFC"],
    ["王\u200d明", "U+738B U+200D U+660E"],
  ])("of %s cannot be drawn, and are told by their numbers", async (name, numbers) => {
    expect(await opened(name)).toEqual({ text: numbers, isSpelled: true, letters: null });
    expect(await read({ receiverName: name })).toContain(`${numbers} In letters that this receipt cannot draw`);
  });
});

describe("lines of several scripts", () => {
  /** What is drawn, piece by piece from left to right, line by line. */
  async function drawn(text: string, width = 1_000): Promise<string[]> {
    await openLetters(text);
    const page = new PDFDocument({ font: LETTERS.text });
    const lines = new Map<number, string[]>();
    const write = vi.spyOn(page, "text").mockImplementation((piece, _x, y = 0) => {
      lines.set(Number(y), [...(lines.get(Number(y)) ?? []), piece]);
      return page;
    });
    typeset(page, drawable(text).letters ?? [], { font: "text", size: 10, color: "black", x: 0, y: 0, width }, true);
    write.mockRestore();
    return [...lines.values()].map((pieces) => pieces.join("|"));
  }

  test.each([
    ["Café Ελένη", "Café|Ελένη"],
    ["דוד כהן", "כהן|דוד"],
    ["דוד (אבא) כהן", "כהן|(|אבא|)|דוד"],
    ["شركة ABC 42 للتجارة", "للتجارة|ABC|42|شركة"],
    ["Anna داود 7", "Anna|7|داود"],
  ])("of %s stand in the order in which they are written", async (text, pieces) => {
    expect(await drawn(text)).toEqual([pieces]);
  });

  test.each(["α".repeat(140), "aα".repeat(70), "م".repeat(140), "ד".repeat(140), "김".repeat(140), "प".repeat(140)])(
    "of %s stay on the paper",
    async (text) => {
      await openLetters(text);
      const page = new PDFDocument({ font: LETTERS.text });
      const write = vi.spyOn(page, "text");
      const setting = { font: "text", size: 10.5, color: "black", x: 100, y: 0, width: 300 } as const;
      typeset(page, drawable(text).letters ?? [], setting, true);
      for (const [piece, x = 0] of write.mock.calls) {
        page.font(LETTERS.text).fontSize(10.5);
        expect(Number(x)).toBeLessThan(400);
        expect(piece.length).toBeLessThan(140);
      }
      expect(write.mock.calls.map(([piece]) => piece).join("")).toHaveLength([...text].length);
    },
  );

  test("end where a word or a character of Chinese ends, and the first line is the one that is read first", async () => {
    expect(await drawn("王小明陳大文", 25)).toEqual(["王|小", "明|陳", "大|文"]);
    expect(await drawn("דוד כהן לוי", 30)).toEqual(["כהן|דוד", "לוי"]);
  });
});
