import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { base58, bech32, bech32m, createBase58check } from "@scure/base";

/** Chains that a wallet's address may be on, as Ivy names them. */
export const BLOCKCHAINS = ["ETH", "ETH-SEPOLIA", "SOL", "SOL-DEVNET", "MATIC", "MATIC-AMOY", "BTC", "BTC-TESTNET4"] as const;
export type Blockchain = (typeof BLOCKCHAINS)[number];

/**
 * What is wrong with an address on its chain, as a sentence; null where nothing is. Ethereum and Polygon: EIP-55. Bitcoin: base58check,
 * BIP 173 and BIP 350. Solana: a public key of 32 bytes, which has no checksum.
 */
export function whyNotOnChain(address: string, blockchain: Blockchain): string | null {
  return CHECKS[blockchain](address);
}

/** All in one case there is nothing in an Ethereum address that would show a mistyped letter. */
export function hasNoChecksum(address: string, blockchain: Blockchain): boolean {
  return CHECKS[blockchain] === whyNotEthereum && !hasBothCases(address.slice(2));
}

/** The same address in the one way in which it is compared: case means nothing where it is only a checksum or a style. */
export function canonicalWallet(address: string): string {
  return /^(0x|bc1|tb1)/i.test(address) ? address.toLowerCase() : address;
}

const MISTYPED = "The address's checksum does not fit: one of the characters is mistyped.";

function whyNotEthereum(address: string): string | null {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return "An Ethereum or Polygon address has 0x and 40 digits or letters from a to f.";
  const hex = address.slice(2);
  return hasBothCases(hex) && hex !== withChecksum(hex.toLowerCase()) ? MISTYPED : null;
}

function hasBothCases(hex: string): boolean {
  return /[a-f]/.test(hex) && /[A-F]/.test(hex);
}

/** EIP-55: a letter is a capital where the hash of the lower-case address has a digit of eight or more. */
function withChecksum(hex: string): string {
  const hash = bytesToHex(keccak_256(utf8ToBytes(hex)));
  return [...hex].map((digit, place) => (Number.parseInt(hash.charAt(place), 16) >= 8 ? digit.toUpperCase() : digit)).join("");
}

const base58check = createBase58check(sha256);

type BitcoinNet = { readonly hrp: "bc" | "tb"; readonly versions: readonly number[]; readonly examples: string };

const MAINNET: BitcoinNet = { hrp: "bc", versions: [0x00, 0x05], examples: "1, 3 or bc1" };
const TESTNET: BitcoinNet = { hrp: "tb", versions: [0x6f, 0xc4], examples: "m, n, 2 or tb1" };

function whyNotBitcoin(address: string, { hrp, versions, examples }: BitcoinNet): string | null {
  const elsewhere = `An address on this chain begins with ${examples}.`;
  if (new RegExp(`^${hrp}1`, "i").test(address)) return isSegwit(address, hrp) ? null : MISTYPED;
  if (/^(bc|tb)1/i.test(address)) return elsewhere;
  const payload = attempt(() => base58check.decode(address));
  if (!payload) return /^[13mn2]/.test(address) ? MISTYPED : elsewhere;
  const [version] = payload;
  if (version === undefined || !versions.includes(version)) return elsewhere;
  return payload.length === 21 ? null : MISTYPED;
}

/** BIP 173 for witness version 0, BIP 350 for the later ones; 20 or 32 bytes for version 0, 2 to 40 for the others. */
function isSegwit(address: string, hrp: string): boolean {
  const plain = attempt(() => bech32.decode(asBech32(address)));
  const later = attempt(() => bech32m.decode(asBech32(address)));
  const decoded = plain ?? later;
  const [version, ...words] = decoded?.words ?? [];
  const program = attempt(() => bech32.fromWords(words));
  if (decoded?.prefix !== hrp || version === undefined || version > 16 || !program) return false;
  if (version === 0) return plain !== null && (program.length === 20 || program.length === 32);
  return later !== null && program.length >= 2 && program.length <= 40;
}

/** The decoder's type wants to see the separator. */
function asBech32(address: string): `${string}1${string}` {
  const [prefix = "", ...rest] = address.split("1");
  return `${prefix}1${rest.join("1")}`;
}

function whyNotSolana(address: string): string | null {
  const key = attempt(() => base58.decode(address));
  return key?.length === 32 ? null : "A Solana address is a key of 32 bytes, with 32 to 44 letters and digits and without 0, O, I and l.";
}

const CHECKS: Record<Blockchain, (address: string) => string | null> = {
  ETH: whyNotEthereum,
  "ETH-SEPOLIA": whyNotEthereum,
  MATIC: whyNotEthereum,
  "MATIC-AMOY": whyNotEthereum,
  BTC: (address) => whyNotBitcoin(address, MAINNET),
  "BTC-TESTNET4": (address) => whyNotBitcoin(address, TESTNET),
  SOL: whyNotSolana,
  "SOL-DEVNET": whyNotSolana,
};

/** The decoders say what is wrong by throwing; here it only matters that something is. */
function attempt<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch {
    return null;
  }
}
