import { Unzip, UnzipInflate } from "fflate";

/** Thrown where a packed file is not what it says, or far too much; the sentence is for whoever brought it. */
export class Unpackable extends Error {}

/** So much is unpacked at once that no piece can grow beyond a few megabytes. */
const PIECE_BYTES = 8 * 1024;
const MOST_PARTS = 2_000;

type Unpack = {
  readonly bytes: Uint8Array;
  /** Takes the text of a part piece by piece; null for parts that nobody wants. Names are only compared, never written to. */
  readonly reader: (name: string) => ((piece: string, isLast: boolean) => void) | null;
  /** Counted as it is unpacked: what the file itself says of its sizes is not believed. */
  readonly mostBytes: number;
  /** Asked between pieces: whoever has read enough stops here. */
  readonly isEnough?: () => boolean;
};

/** Reads parts of a zip file one piece after the other, so that whatever it claims to hold, only a little is held here. */
export function unpack({ bytes, reader, mostBytes, isEnough = () => false }: Unpack): void {
  let unpacked = 0;
  let parts = 0;
  const unzip = new Unzip((part) => {
    parts += 1;
    if (parts > MOST_PARTS) throw new Unpackable("The workbook has far too many parts. Save it again as XLSX or CSV.");
    const read = reader(part.name);
    if (!read) return;
    const decoder = new TextDecoder("utf-8");
    part.ondata = (error, piece, isLast) => {
      if (error) throw new Unpackable(BROKEN, { cause: error });
      unpacked += piece.byteLength;
      if (unpacked > mostBytes) {
        throw new Unpackable("Unpacked, the workbook would be far too large. Remove what is not part of the list, or save it as CSV.");
      }
      read(decoder.decode(piece, { stream: !isLast }), isLast);
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length && !isEnough(); from += PIECE_BYTES) {
      unzip.push(bytes.subarray(from, from + PIECE_BYTES), from + PIECE_BYTES >= bytes.length);
    }
  } catch (error) {
    if (error instanceof Unpackable) throw error;
    throw new Unpackable(BROKEN, { cause: error });
  }
}

const BROKEN = "The workbook is broken or cut off. Open it in the spreadsheet, save it again, and drop it here.";
