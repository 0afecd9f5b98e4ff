import * as z from "zod";

/** Papers that people attach: what they need to prove a payout, and nothing that a browser would run. */
export const FILE_KINDS = {
  pdf: { mediaType: "application/pdf", extensions: [".pdf"], begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  png: { mediaType: "image/png", extensions: [".png"], begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  jpeg: { mediaType: "image/jpeg", extensions: [".jpg", ".jpeg"], begins: [0xff, 0xd8, 0xff] },
} as const satisfies Record<string, { mediaType: string; extensions: readonly string[]; begins: readonly number[] }>;
export type FileKind = keyof typeof FILE_KINDS;

export const MOST_ATTACHMENT_BYTES = 10 * 1024 * 1024;
/** More than anybody reads before deciding. */
export const MOST_ATTACHMENTS = 20;

const KINDS = Object.keys(FILE_KINDS).filter(isFileKind);

export function isFileKind(text: string): text is FileKind {
  return Object.hasOwn(FILE_KINDS, text);
}

/** By its first bytes, whatever it is called; null for everything else. */
export function fileKindOf(bytes: Uint8Array): FileKind | null {
  return KINDS.find((kind) => FILE_KINDS[kind].begins.every((byte, place) => bytes[place] === byte)) ?? null;
}

const LONGEST_NAME = 100;

/**
 * A name that is safe to show and to save under: no path, no control or direction characters, no leading dot, and the extension of what
 * the file is.
 */
export function cleanFileName(name: string, kind: FileKind): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  const plain = base
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replaceAll(/\s+/g, " ")
    .replace(/^[.\s]+/, "");
  const { extensions } = FILE_KINDS[kind];
  const known = extensions.find((extension) => plain.toLowerCase().endsWith(extension));
  const stem = [...(known ? plain.slice(0, -known.length) : plain)].slice(0, LONGEST_NAME).join("").trim();
  return `${stem === "" ? "paper" : stem}${known ?? extensions[0]}`;
}

export const AttachmentView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(KINDS),
  bytes: z.int(),
  addedByName: z.string(),
  at: z.coerce.date(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;
