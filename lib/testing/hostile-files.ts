import { strToU8, zipSync } from "fflate";
import { aWorkbook } from "./workbooks";

export type HostileFile = { readonly name: string; readonly bytes: Uint8Array };

const HEADER = "name,iban,amount,currency,reference";
const GOOD = "Anna Schmidt,DE89370400440532013000,12.50,EUR,R-1";
const LIST = `${HEADER}\n${GOOD}\nBen Ode,GB33BUKB20201555555555,7.00,GBP,R-2\n`;

/** What a tired person, a careless program and an attacker drop. The same every time: whatever looks random is counted from its place. */
export function hostileFiles(): readonly HostileFile[] {
  const files: HostileFile[] = [];
  const add = (name: string, bytes: Uint8Array | string) => files.push({ name, bytes: typeof bytes === "string" ? strToU8(bytes) : bytes });
  const workbook = aWorkbook([HEADER.split(","), ["Anna", "DE89370400440532013000", 12.5, "EUR", "R-1"]]);

  for (const [name, text] of TEXTS) add(name, text);
  for (const cell of CELLS) {
    for (const at of [0, 1, 2, 3, 4]) {
      const row = GOOD.split(",");
      row[at] = cell.includes(",") || cell.includes('"') || cell.includes("\n") ? `"${cell.replaceAll('"', '""')}"` : cell;
      add(`the cell ${JSON.stringify(cell.slice(0, 20))} in column ${at}`, `${HEADER}\n${row.join(",")}\n`);
    }
  }
  for (const [name, bytes] of [["CSV", strToU8(LIST)] as const, ["workbook", workbook] as const]) {
    for (let part = 0; part < 40; part += 1)
      add(`a ${name} cut off after ${part}/40`, bytes.slice(0, Math.floor((bytes.length * part) / 40)));
    for (let seed = 1; seed <= 60; seed += 1) add(`a ${name} with flipped bytes ${seed}`, flipped(bytes, seed));
  }
  for (let seed = 1; seed <= 40; seed += 1) add(`noise ${seed}`, noise(seed, seed * 97));
  for (const [name, bytes] of packedFiles()) add(name, bytes);
  for (const [name, bytes] of encodedFiles()) add(name, bytes);
  return files;
}

const TEXTS: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["one space", " "],
  ["empty lines", "\n\n\r\n\n"],
  ["only a mark", "\uFEFF"],
  ["only a header", `${HEADER}\n`],
  ["an open quote", `${HEADER}\n"Anna,DE89,1,EUR,R\n`],
  ["a quote in the middle", `${HEADER}\nAn"na,DE89,1,EUR,R\n`],
  ["a cell of ten megabytes", `${HEADER}\n${"x".repeat(10 * 1024 * 1024)},DE89,1,EUR,R\n`],
  ["a quoted cell of ten megabytes", `${HEADER}\n"${"x\n".repeat(5 * 1024 * 1024)}",DE89,1,EUR,R\n`],
  ["a thousand columns", `${Array.from({ length: 1000 }, (_, at) => `c${at}`).join(",")}\n`],
  ["only separators", `${",".repeat(5000)}\n`],
  ["too many rows", `${HEADER}\n${`${GOOD}\n`.repeat(50_010)}`],
  ["a page of HTML", "<html><body><table><tr><td>1</td></tr></table></body></html>"],
  ["JSON", '[{"name":"Anna","iban":"DE89","amount":1}]'],
  ["XML with entities in entities", '<!DOCTYPE z [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><z>&b;</z>'],
  ["a PDF", "%PDF-1.7\n1 0 obj"],
  ["a script", "#!/bin/sh\nrm -rf /\n"],
  ["headers twice", `name,name,iban,iban,amount\nAnna,Ben,DE89370400440532013000,DE89370400440532013000,1\n`],
  ["rows of every width", `${HEADER}\na\nb,c\nd,e,f,g,h,i,j,k\n`],
  ["zero bytes in between", "name,iban\nAn\u0000na,DE89\n"],
  ["line ends of three kinds", `${HEADER}\r${GOOD}\n\r${GOOD}\r\n`],
];

const CELLS = [
  ...["=1+1", '=HYPERLINK("http://evil.test","x")', "=cmd|' /C calc'!A0", "@SUM(A1:A9)", "+1+1", "-1", "%0A", "\t=1", '="00123"'],
  ...["1.23E+15", "1,23E+15", "#REF!", "#N/A", "########", "TRUE", "NaN", "Infinity", "-Infinity", "1e309", "0x10", "١٢٣", "１２．５０"],
  ...["../../../../etc/passwd", "..\\..\\windows\\system32", "C:\\CON", "/dev/zero", "file:///etc/passwd", "%{jndi:ldap://x}", "{{7*7}}"],
  ...[
    "<script>alert(1)</script>",
    "'; DROP TABLE payout; --",
    "\u202Egnp.exe",
    "\u0000",
    "\uD800",
    "\uFFFD",
    "🎉".repeat(50),
    "MÃ¼ller",
    "a\nb",
    '"',
    "''",
  ],
  ...[
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "9".repeat(400),
    "0.".padEnd(200, "0"),
    "1.250",
    "1,250",
    "31/02/2026",
    "4. Mrz",
    "x".repeat(2001),
  ],
];

/** Bytes that a device of one byte in ninety-odd has turned over. */
function flipped(bytes: Uint8Array, seed: number): Uint8Array {
  const copy = bytes.slice();
  for (let at = seed % 7; at < copy.length; at += 37 + seed) copy[at] = (copy[at] ?? 0) ^ (1 << (seed % 8));
  return copy;
}

function noise(seed: number, length: number): Uint8Array {
  let state = seed * 2_654_435_761;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

function packedFiles(): readonly (readonly [string, Uint8Array])[] {
  const zip = (parts: Record<string, Uint8Array>) => new Uint8Array(zipSync(parts, { level: 1 }));
  const bomb = new Uint8Array(140 * 1024 * 1024);
  const head = strToU8('<worksheet><sheetData><row r="1"><c r="A1"><v>');
  bomb.fill(0x31);
  bomb.set(head);
  const spaces = new Uint8Array(140 * 1024 * 1024).fill(0x20);
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`xl/part${at}.xml`, strToU8("x")]));
  const entities = '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  const sheet = (xml: string) => ({ parts: { "xl/worksheets/sheet1.xml": strToU8(xml) } });
  return [
    ["an empty zip", zip({})],
    ["a zip of something else", zip({ "word/document.xml": strToU8("<w/>") })],
    ["a zip that climbs out", zip({ "../../../../tmp/evil": strToU8("x"), "/etc/cron.d/evil": strToU8("x") })],
    ["a workbook that climbs out", aWorkbook([["name"]], { parts: { "../../xl/evil.xml": strToU8("x") } })],
    ["a bomb of one number", aWorkbook([["name"]], { parts: { "xl/worksheets/sheet1.xml": bomb } })],
    ["a bomb of spaces", aWorkbook([["name"]], { parts: { "xl/worksheets/sheet1.xml": spaces } })],
    ["a bomb of shared texts", aWorkbook([["name"]], { parts: { "xl/sharedStrings.xml": spaces.subarray(0, 100 * 1024 * 1024) } })],
    ["three thousand parts", aWorkbook([["name"]], { parts: many })],
    ["a workbook without a sheet", zip({ "xl/workbook.xml": strToU8("<workbook/>") })],
    ["a workbook that names no part", zip({ "xl/workbook.xml": strToU8('<workbook><sheets><sheet name="A"/></sheets></workbook>') })],
    [
      "a workbook of entities",
      aWorkbook([["name"]], sheet(`${entities}<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`)),
    ],
    ["a workbook of one open tag", aWorkbook([["name"]], sheet("<worksheet><sheetData>"))],
    ["a workbook of deep tags", aWorkbook([["name"]], sheet("<a>".repeat(20_000)))],
    [
      "a cell far away",
      aWorkbook([["name"]], sheet('<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>')),
    ],
    [
      "a cell at no place",
      aWorkbook([["name"]], sheet('<worksheet><sheetData><row r="x"><c r="??"><v>1</v></c></row></sheetData></worksheet>')),
    ],
    ["a shared text that is not there", aWorkbook([[{ xml: '<c t="s"><v>99</v></c>' }]])],
    ["a number that is none", aWorkbook([[{ xml: "<c><v>1.2.3</v></c>" }]])],
    ["a day that is none", aWorkbook([[{ xml: '<c s="1"><v>-99999999999</v></c>' }]])],
    ["a style that is not there", aWorkbook([[{ xml: '<c s="4096"><v>45000</v></c>' }]])],
    ["an error and an unsaved formula", aWorkbook([[{ xml: '<c t="e"><v>#REF!</v></c>' }, { xml: "<c><f>SUM(A1:A9)</f></c>" }]])],
    ["an old workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ["a photograph", Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])],
    ["something compressed", Uint8Array.from([0x1f, 0x8b, 0x08, 0])],
  ];
}

function encodedFiles(): readonly (readonly [string, Uint8Array])[] {
  const utf16 = (text: string, isBig: boolean) => {
    const bytes = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      bytes.set(isBig ? [code >> 8, code & 255] : [code & 255, code >> 8], at * 2);
    }
    return bytes;
  };
  const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);
  const texts = [LIST, LIST.replaceAll(",", ";"), LIST.replaceAll(",", "\t"), LIST.replace("Anna", "Jörg")];
  return texts.flatMap((text, at) => [
    [`UTF-16 LE with a mark ${at}`, utf16(`\uFEFF${text}`, false)] as const,
    [`UTF-16 BE with a mark ${at}`, utf16(`\uFEFF${text}`, true)] as const,
    [`UTF-16 LE without a mark ${at}`, utf16(text, false)] as const,
    [`UTF-16 BE without a mark ${at}`, utf16(text, true)] as const,
    [`UTF-16 with half a letter ${at}`, utf16(`\uFEFF${text}`, false).slice(0, -1)] as const,
    [`UTF-8 with a mark ${at}`, strToU8(`\uFEFF${text}`)] as const,
    [`UTF-8 with a broken letter ${at}`, Uint8Array.from([...strToU8(text), 0xc3])] as const,
    [`Windows-1252 ${at}`, latin(text)] as const,
    [`UTF-32 ${at}`, Uint8Array.from([0xff, 0xfe, 0, 0, ...latin(text)])] as const,
  ]);
}
