/** What came in place of a body. */
export type BodyFault = { readonly fault: "tooLarge" };

/**
 * The raw bytes of a request, up to a bound. A `Content-Length` that is too large is believed at once; any other is not, and the bytes
 * are counted as they come. Never more than the bound, and one piece, is held.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return { fault: "tooLarge" };
  if (!request.body) return new Uint8Array();

  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      return { fault: "tooLarge" };
    }
    pieces.push(next.value);
  }
  return join(pieces, length);
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
