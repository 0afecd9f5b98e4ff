import { describe, expect, test } from "vitest";
import { AccountAddress } from "./address";
import { plausibilityWarnings } from "./plausibility";
import { type Blockchain, canonicalWallet, hasNoChecksum, whyNotOnChain } from "./wallet-checks";

const MISTYPED = "The address's checksum does not fit: one of the characters is mistyped.";
const NOT_ETHEREUM = "An Ethereum or Polygon address has 0x and 40 digits or letters from a to f.";
const NOT_MAINNET = "An address on this chain begins with 1, 3 or bc1.";
const NOT_SOLANA = "A Solana address is a key of 32 bytes, with 32 to 44 letters and digits and without 0, O, I and l.";

/** From EIP-55, BIP 173, BIP 350, the Bitcoin wiki's technical background and Solana's own programs. */
const GOOD: readonly [Blockchain, string][] = [
  ["ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"],
  ["ETH", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"],
  ["ETH", "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"],
  ["MATIC", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"],
  ["ETH", "0x52908400098527886E0F7030069857D2E4169EE7"],
  ["ETH-SEPOLIA", "0xde709f2102306220921060314715629080e2fb77"],
  ["BTC", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"],
  ["BTC", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"],
  ["BTC", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"],
  ["BTC", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"],
  ["BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"],
  ["BTC-TESTNET4", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"],
  ["BTC-TESTNET4", "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn"],
  ["SOL", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"],
  ["SOL-DEVNET", "11111111111111111111111111111111"],
];

const BAD: readonly [Blockchain, string, string][] = [
  // One letter's case, one digit, too short, another alphabet.
  ["ETH", "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", MISTYPED],
  ["ETH", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d358", MISTYPED],
  ["MATIC", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aD", NOT_ETHEREUM],
  ["ETH", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDg", NOT_ETHEREUM],
  ["ETH", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", NOT_ETHEREUM],
  ["BTC", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", MISTYPED],
  ["BTC", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz", MISTYPED],
  // Invalid in BIP 173 and BIP 350: checksum, mixed case, version 1 with the older checksum, another net's prefix.
  ["BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", MISTYPED],
  ["BTC", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8F3t4", MISTYPED],
  ["BTC", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", MISTYPED],
  ["BTC", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", NOT_MAINNET],
  ["BTC", "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", NOT_MAINNET],
  ["BTC-TESTNET4", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "An address on this chain begins with m, n, 2 or tb1."],
  ["SOL", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5D", NOT_SOLANA],
  ["SOL", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA0", NOT_SOLANA],
];

describe("a wallet's address", () => {
  test.each(GOOD)("on %s: %s is taken", (blockchain, address) => {
    expect(whyNotOnChain(address, blockchain)).toBeNull();
    expect(AccountAddress.safeParse({ kind: "wallet", address, blockchain }).success).toBe(true);
  });

  test.each(BAD)("on %s: %s is refused: %s", (blockchain, address, sentence) => {
    expect(whyNotOnChain(address, blockchain)).toBe(sentence);
    const parsed = AccountAddress.safeParse({ kind: "wallet", address, blockchain });
    expect(parsed.error?.issues).toMatchObject([{ path: ["address"], message: sentence }]);
  });

  test("without capitals has nothing that would show a mistyped letter: somebody has to say that it is right", () => {
    const address = "0xde709f2102306220921060314715629080e2fb77";
    expect(plausibilityWarnings({ kind: "wallet", address, blockchain: "ETH" })).toEqual([expect.stringContaining("mistyped")]);
    expect(hasNoChecksum("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ETH")).toBe(false);
    expect(hasNoChecksum("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "BTC")).toBe(false);
  });

  test("is the same whatever its case, where case is no part of it", () => {
    expect(canonicalWallet("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")).toBe("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
    expect(canonicalWallet("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")).toBe("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    expect(canonicalWallet("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")).toBe("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
  });
});
