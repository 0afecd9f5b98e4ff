import PDFDocument from "pdfkit";
import { encodeQR } from "qr";
import { formatMoney } from "@/components/display/money-text";
import { formatTime } from "@/components/display/time-text";
import { formatPayoutNumber } from "@/lib/base/id";
import { STANDING_WORDS, type StandingWords } from "@/lib/domain/payout/standing";
import type { Receipt } from "@/lib/domain/receipt/receipt";
import { formatVerifyCode } from "@/lib/domain/receipt/verify-code";
import { type Drawable, drawable, LETTERS, openLetters } from "./receipt-letters";
import { type Setting, typeset } from "./typeset";

/** The light theme's own colours: paper has no dark. */
const INK = "#151a22";
const QUIET = "#5c5a56";
const LINE = "#d0cbc1";
const SHEET = "#fffefc";
const TONES: Readonly<Record<StandingWords["tone"], string>> = { good: "#0f4d3a", amber: "#754600", red: "#a02218", slate: "#3a5168" };

const A4 = { width: 595.28, height: 841.89 };
const CARD = { x: 62, y: 112, width: A4.width - 62 - 54, padding: 26 };
const INSIDE = { x: CARD.x + CARD.padding, width: CARD.width - 2 * CARD.padding };

type Page = InstanceType<typeof PDFDocument>;

/**
 * The counterfoil on paper: perforated on its left edge, numbered in mono, and with a code by which anybody can check it. The same receipt
 * is the same bytes.
 */
export async function drawReceipt(receipt: Receipt): Promise<Uint8Array<ArrayBuffer>> {
  const page = new PDFDocument({
    ...{ size: "A4", margin: 0, font: LETTERS.text, lang: "en", displayTitle: true },
    info: {
      Title: `Receipt ${formatPayoutNumber(receipt.number)}`,
      Author: receipt.merchantName,
      Creator: "Counterfoil",
      Producer: "Counterfoil",
      CreationDate: receipt.madeAt,
    },
  });
  const bytes = collect(page);
  await Promise.all([receipt.merchantName, receipt.receiverName, receipt.reference].map(openLetters));
  drawHead(page, receipt);
  // What stands in the card says how tall it is, and the card is drawn first, under it.
  const bottom = drawStory(page, receipt, false);
  drawSheet(page, bottom);
  drawStory(page, receipt, true);
  drawCheck(page, receipt, bottom + 30);
  page.end();
  return bytes;
}

function collect(page: Page): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    page.on("data", (chunk: Buffer) => chunks.push(chunk));
    page.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    page.on("error", reject);
  });
}

function drawHead(page: Page, { merchantName }: Receipt): void {
  page.font(LETTERS.text).fontSize(10).fillColor(QUIET).text("Receipt of a payout by", CARD.x, 54);
  const { text, letters } = drawable(merchantName);
  const place = { x: CARD.x, y: 68, width: CARD.width };
  if (letters) typeset(page, letters, { ...place, font: "strong", size: 18, color: INK, mostLines: 1 }, true);
  else {
    page.font(LETTERS.strong).fontSize(18).fillColor(INK).text(text, place.x, place.y, { width: place.width, height: 24, ellipsis: true });
  }
}

/** The card with its bites. The pitch is stretched a little, so that the edge ends between two holes. */
function drawSheet(page: Page, bottom: number): void {
  const { x, y, width } = CARD;
  const height = bottom - y;
  const holes = Math.round(height / 12);
  const pitch = height / holes;
  const radius = 3.5;
  const edge = Array.from({ length: holes }, (_, at) => {
    const middle = bottom - pitch * (at + 0.5);
    return `L ${x} ${middle + radius} A ${radius} ${radius} 0 0 0 ${x} ${middle - radius}`;
  });
  const right = x + width;
  const corner = 6;
  const around = [
    `M ${x} ${y} L ${right - corner} ${y} A ${corner} ${corner} 0 0 1 ${right} ${y + corner}`,
    `L ${right} ${bottom - corner} A ${corner} ${corner} 0 0 1 ${right - corner} ${bottom} L ${x} ${bottom}`,
    ...edge,
    "Z",
  ];
  page.path(around.join(" ")).lineWidth(0.75).fillAndStroke(SHEET, LINE);
}

/** What the card says, from top to bottom; answers where it ends. Measured first, and drawn the second time. */
function drawStory(page: Page, receipt: Receipt, isDrawn: boolean): number {
  const { x, width } = INSIDE;
  const words = STANDING_WORDS[receipt.standing];
  const tone = TONES[words.tone];
  const when = { locale: "en-GB", timeZone: receipt.timeZone };
  const write = (text: string, y: number, look: Look) => writeText(page, text, { x, y, width, ...look, isDrawn });

  if (isDrawn)
    page
      .font(LETTERS.mono)
      .fontSize(11)
      .fillColor(INK)
      .text(formatPayoutNumber(receipt.number), x, CARD.y + 13);
  if (isDrawn) page.moveTo(CARD.x + 4, CARD.y + 36).lineTo(CARD.x + CARD.width, CARD.y + 36);
  if (isDrawn) page.dash(3, { space: 3 }).lineWidth(0.75).stroke(LINE).undash();

  let y = CARD.y + 54;
  y = write(words.headline.toUpperCase(), y, { font: "strong", size: 22, color: tone });
  y = write(`${words.sentence} ${sayWhen(receipt, formatTime(receipt.stateAt, when))}`, y + 2, { font: "text", size: 10.5, color: INK });
  y = write(formatMoney(receipt.amount, "en-GB"), y + 16, { font: "strong", size: 28, color: INK });
  y += 12;
  for (const fact of factsOf(receipt, formatTime(receipt.madeAt, when))) {
    y = writeFact(page, fact, { y, isDrawn });
  }
  return y + 14;
}

/** The sentence says what happened; this says since when. */
function sayWhen({ standing }: Receipt, at: string): string {
  return standing === "paid" ? `Paid on ${at}.` : `Since ${at}.`;
}

type Fact = { readonly term: string; readonly value: string; readonly isMono?: boolean };

function factsOf(receipt: Receipt, madeAt: string): readonly Fact[] {
  const { receiverName, accountMasked, reference, providerLabel, providerPayoutId, traceId } = receipt;
  return [
    { term: "Receiver", value: receiverName },
    { term: "Account", value: accountMasked ?? "Chosen by the receiver at the provider", isMono: accountMasked !== null },
    { term: "Reference", value: reference },
    { term: "Through", value: providerLabel },
    ...(providerPayoutId ? [{ term: "Provider's reference", value: providerPayoutId, isMono: true }] : []),
    ...(traceId ? [{ term: "Trace id", value: traceId, isMono: true }] : []),
    { term: "Receipt made", value: madeAt },
  ];
}

const TERM_WIDTH = 118;

function writeFact(page: Page, { term, value, isMono }: Fact, { y, isDrawn }: { y: number; isDrawn: boolean }): number {
  const { x, width } = INSIDE;
  if (isDrawn)
    page
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(0.5)
      .stroke("#e6e2da");
  writeText(page, term, { x, y: y + 7, width: TERM_WIDTH, font: "text", size: 9.5, color: QUIET, isDrawn });
  const shown = drawable(value);
  const place = { x: x + TERM_WIDTH, width: width - TERM_WIDTH, isDrawn };
  const font = isMono || shown.isSpelled ? "mono" : "text";
  const end = writeDrawable(page, shown, { ...place, y: y + 6, font, size: 10.5, color: INK });
  if (!shown.isSpelled) return end + 6;
  return writeText(page, SPELLED, { ...place, y: end + 2, font: "text", size: 8.5, color: QUIET }) + 6;
}

const SPELLED = "In letters that this receipt cannot draw, so by their Unicode numbers, in the order in which they are written.";

function writeDrawable(page: Page, { text, letters }: Drawable, place: Place): number {
  return letters ? typeset(page, letters, place, place.isDrawn) : writeText(page, text, place);
}

type Look = Pick<Setting, "font" | "size" | "color">;
type Place = Setting & { readonly isDrawn: boolean };

function writeText(page: Page, text: string, { x, y, width, font, size, color, isDrawn }: Place): number {
  page.font(LETTERS[font]).fontSize(size);
  const height = page.heightOfString(text, { width });
  if (isDrawn) page.fillColor(color).text(text, x, y, { width });
  return y + height;
}

const QR_SIZE = 104;

function drawCheck(page: Page, { code, origin }: Receipt, y: number): void {
  const address = new URL(`/verify/${code}`, origin).href;
  drawQr(page, address, { x: CARD.x, y });
  const x = CARD.x + QR_SIZE + 22;
  const width = CARD.width - QR_SIZE - 22;
  const write = (text: string, at: number, look: Look) => writeText(page, text, { x, y: at, width, ...look, isDrawn: true });
  let at = write("Is this receipt genuine?", y, { font: "strong", size: 12, color: INK });
  const typed = `Scan the code, or type these letters at ${new URL("/verify", origin).href}`;
  at = write(typed, at + 3, { font: "text", size: 9.5, color: QUIET });
  at = write(formatVerifyCode(code), at + 7, { font: "mono", size: 13.5, color: INK });
  write(
    "The page says amount, masked account, how the payout stands now and since when, and whether that has changed since this receipt was made. It says nothing else. What counts is the page, not this paper.",
    at + 7,
    { font: "text", size: 9.5, color: QUIET },
  );
}

function drawQr(page: Page, text: string, { x, y }: { x: number; y: number }): void {
  // It comes with an edge of one, which the white paper around it makes needless.
  const rows = encodeQR(text, "raw", { border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
  const size = QR_SIZE / rows.length;
  rows.forEach((row, down) => {
    row.forEach((isDark, across) => {
      if (isDark) page.rect(x + across * size, y + down * size, size, size);
    });
  });
  page.fill("#000000");
}
