// What runs in the page that checks an export of the audit trail: no server, no network, the same rules as everywhere.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { AuditLine, type BrokenAt, Checkpoint, checkpointText, readChain } from "@/lib/domain/audit/chain";

type Verdict = { readonly sound: number; readonly signed: number; readonly strangers: number; readonly broken: BrokenAt | null };

async function verify(trail: File, checkpoints: File | null, publicKey: File | null, onRead: (lines: number) => void): Promise<Verdict> {
  const known = checkpoints ? await readCheckpoints(checkpoints) : [];
  const key = publicKey ? await importKey(await publicKey.text()) : null;
  let chain: ReturnType<typeof readChain> | null = null;
  let [signed, strangers, place] = [0, 0, 0];
  for await (const text of linesOf(trail)) {
    place += 1;
    const line = AuditLine.safeParse(jsonOf(text));
    if (!line.success) throw new Error(`Line ${place} of the export is no entry of an audit trail.`);
    if (!chain) {
      const ofMerchant = known.filter(({ merchantId }) => merchantId === line.data.entry.merchantId);
      const ours = await keepSigned(ofMerchant, key);
      [signed, strangers] = [ours.length, ofMerchant.length - ours.length];
      chain = readChain({ sha256: (plain) => bytesToHex(sha256(utf8ToBytes(plain))), checkpoints: ours });
    }
    const broken = chain.next(line.data);
    if (broken) return { sound: chain.head.sequence, signed, strangers, broken };
    if (place % 10_000 === 0) onRead(place);
  }
  if (!chain) throw new Error("The export has no entries.");
  return { sound: chain.head.sequence, signed, strangers, broken: chain.end() };
}

async function* linesOf(file: File): AsyncGenerator<string> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.trim() !== "");
  }
  if (rest.trim() !== "") yield rest;
}

/** A torn line was told to nobody, and does not count. */
async function readCheckpoints(file: File): Promise<readonly Checkpoint[]> {
  const read = (await file.text()).split("\n").map((line) => Checkpoint.safeParse(jsonOf(line)));
  return read.flatMap((one) => (one.success ? [one.data] : []));
}

async function keepSigned(checkpoints: readonly Checkpoint[], key: CryptoKey | null): Promise<readonly Checkpoint[]> {
  if (!key) return [];
  const kept: Checkpoint[] = [];
  for (const one of checkpoints) {
    const [signature, text] = [bytesOf(one.signature), new TextEncoder().encode(checkpointText(one))];
    if (await crypto.subtle.verify("Ed25519", key, signature, text)) kept.push(one);
  }
  return kept;
}

async function importKey(pem: string): Promise<CryptoKey> {
  try {
    const spki = bytesOf(pem.replace(/-----[^-]+-----|\s/g, ""));
    return await crypto.subtle.importKey("spki", spki, "Ed25519", false, ["verify"]);
  } catch (cause) {
    throw new Error("The public key cannot be read: it is the file that the command “audit key” prints.", { cause });
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function say(kind: "sound" | "broken" | "unknown" | "working", title: string, sentences: readonly string[] = []): void {
  const verdict = document.querySelector("#verdict");
  if (!verdict) return;
  verdict.className = kind;
  const heading = document.createElement("h2");
  heading.textContent = title;
  const paragraphs = sentences.map((sentence) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    return paragraph;
  });
  verdict.replaceChildren(heading, ...paragraphs);
}

function tell({ sound, signed, strangers, broken }: Verdict): void {
  const reach = signed > 0 ? [`${signed} signed checkpoints were held against it.`] : [NOT_SIGNED];
  const others = strangers > 0 ? [`${strangers} checkpoints do not carry the signature of this key, and count for nothing.`] : [];
  if (broken) {
    const entry = broken.entryId === null ? "" : ` (${broken.entryId})`;
    say("broken", `Broken at entry ${broken.sequence}${entry}`, [broken.why, `${sound} entries before it are sound.`, ...reach, ...others]);
  } else say(signed > 0 ? "sound" : "unknown", `${sound} entries are what they were`, [...reach, ...others]);
}

const NOT_SIGNED =
  "No signed checkpoint was given: that entries fit each other is shown, but not that nobody wrote the whole trail anew or cut off its end.";

function fileOf(name: string): File | null {
  const input = document.querySelector<HTMLInputElement>(`input[name=${name}]`);
  return input?.files?.[0] ?? null;
}

document.querySelector("form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const trail = fileOf("trail");
  if (!trail) return say("unknown", "Choose the export first");
  say("working", "Reading …");
  const onRead = (lines: number) => say("working", `Reading … ${lines.toLocaleString("en-GB")} entries`);
  verify(trail, fileOf("checkpoints"), fileOf("key"), onRead).then(tell, (error: Error) => say("unknown", "Not checked", [error.message]));
});
