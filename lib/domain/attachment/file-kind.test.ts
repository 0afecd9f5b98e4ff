import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanFileName, fileKindOf } from "./file-kind";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("what a file is", () => {
  test("is told by its first bytes", () => {
    expect(fileKindOf(bytes("%PDF-1.7\n"))).toBe("pdf");
    expect(fileKindOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe("png");
    expect(fileKindOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("jpeg");
  });

  test.each(["<html>", "<svg xmlns='http://www.w3.org/2000/svg'>", "MZ\u0090", "#!/bin/sh", "PK\u0003\u0004", " %PDF-1.7", "%PD", ""])(
    "%j is none of what may be attached",
    (text) => expect(fileKindOf(bytes(text))).toBeNull(),
  );
});

describe("the name of a file", () => {
  test.each([
    ["invoice.pdf", "invoice.pdf"],
    ["../../etc/passwd", "passwd.pdf"],
    ["C:\\Users\\ada\\Rechnung 7.PDF", "Rechnung 7.pdf"],
    ["invoice.pdf.exe", "invoice.pdf.exe.pdf"],
    ["fdp.\u202eexe.pdf", "fdp.exe.pdf"],
    ["a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"],
    [".htaccess", "htaccess.pdf"],
    ["", "paper.pdf"],
    ["...", "paper.pdf"],
  ])("%j becomes %j", (name, clean) => expect(cleanFileName(name, "pdf")).toBe(clean));

  test("never has a path, a control character or another extension, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 150 }), (name) => {
        expect(cleanFileName(name, "png")).toMatch(/^[^./\\\p{Cc}][^/\\\p{Cc}]{0,115}\.png$/u);
      }),
    );
  });
});
