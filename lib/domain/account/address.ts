import * as z from "zod";
import type { Currency } from "@/lib/base/currency";
import type { Result } from "@/lib/base/result";
import { checkAccountNumber, checkIban, checkSortCode } from "./checks";
import {
  checkAmericanAccount,
  checkAustralianAccount,
  checkBsb,
  checkCanadianAccount,
  checkEmail,
  checkInstitution,
  checkNewZealandAccount,
  checkPlain,
  checkRoutingNumber,
  checkTransit,
  checkWalletAddress,
} from "./overseas-checks";
import { BLOCKCHAINS, whyNotOnChain } from "./wallet-checks";

const AccountType = z.enum(["checking", "savings"], "Choose checking or savings.");

/**
 * Where an open-loop payout goes, by kind of account. Values are stored bare (no spaces or hyphens); screens format them.
 * Shapes and lengths follow the rails page of the provider contracts; a further rail is one more member here. A wrong shape is an
 * error; what is only unlikely is a warning (`plausibilityWarnings`), since providers' own samples break those rules.
 */
export const AccountAddress = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("iban"), iban: checked(checkIban) }),
  z.object({ kind: z.literal("sortCode"), sortCode: checked(checkSortCode), accountNumber: checked(checkAccountNumber) }),
  z.object({ kind: z.literal("bsb"), bsb: checked(checkBsb), accountNumber: checked(checkAustralianAccount) }),
  z.object({
    kind: z.literal("cadEft"),
    institution: checked(checkInstitution),
    transit: checked(checkTransit),
    accountNumber: checked(checkCanadianAccount),
    accountType: AccountType,
  }),
  z.object({
    kind: z.literal("interac"),
    email: checked(checkEmail),
    name: z.string("Give the receiver's name.").trim().min(1, "Give the receiver's name.").max(100, "A name has at most 100 characters."),
    description: z.string().trim().max(140, "A description has at most 140 characters.").optional(),
  }),
  /** Bank 2, branch 4, base 7 and suffix 2 or 3 digits in one. */
  z.object({ kind: z.literal("nzAccount"), accountNumber: checked(checkNewZealandAccount) }),
  z.object({
    kind: z.literal("aba"),
    routingNumber: checked(checkRoutingNumber),
    accountNumber: checked(checkAmericanAccount),
    accountType: AccountType,
  }),
  /** Made by the provider for the receiver. It has no number here, and never may. */
  z.object({ kind: z.literal("virtualCard"), currency: z.enum(["USD", "EUR"], "Choose USD or EUR.") }),
  /** A wallet at the provider's, known by its owner's e-mail: whoever receives chooses coin and wallet there. */
  z.object({ kind: z.literal("emailWallet"), email: checked(checkEmail) }),
  /** A bank's code and an account number, where a country has neither IBAN nor a kind of its own above. */
  z.object({ kind: z.literal("bankCode"), code: checked(checkPlain), accountNumber: checked(checkPlain) }),
  /** A country's own whole account number. */
  z.object({ kind: z.literal("bban"), bban: checked(checkPlain) }),
  /** An address on a chain. */
  z
    .object({ kind: z.literal("wallet"), address: checked(checkWalletAddress), blockchain: z.enum(BLOCKCHAINS, "Choose the chain.") })
    .superRefine(({ address, blockchain }, context) => {
      const why = whyNotOnChain(address, blockchain);
      if (why) context.addIssue({ code: "custom", path: ["address"], message: why });
    }),
  /** The merchant's own account, which the provider has on file. */
  z.object({ kind: z.literal("ownAccount") }),
  /** The receiver names the account on the provider's own page, by a link that is handed to them. */
  z.object({
    kind: z.literal("chosenByReceiver"),
    email: checked(checkEmail),
  }),
]);

export type AccountAddress = z.infer<typeof AccountAddress>;
export type AccountKind = AccountAddress["kind"];

type AddressByKind = { [Kind in AccountKind]: Extract<AccountAddress, { kind: Kind }> };

type KindFacts<Kind extends AccountKind> = {
  /** The only currencies in which it can be paid; null where the account says nothing about that. */
  readonly currencies: readonly Currency[] | null;
  readonly numberOf: (address: AddressByKind[Kind]) => string;
  readonly mask: (address: AddressByKind[Kind]) => string;
};

const KINDS: { readonly [Kind in AccountKind]: KindFacts<Kind> } = {
  iban: {
    currencies: null,
    numberOf: ({ iban }) => iban,
    mask: ({ iban }) => `${iban.slice(0, 2)}•• •••• ${iban.slice(-4)}`,
  },
  sortCode: {
    currencies: ["GBP"],
    numberOf: ({ sortCode, accountNumber }) => sortCode + accountNumber,
    mask: ({ accountNumber }) => `••-••-•• ••••${accountNumber.slice(-4)}`,
  },
  bsb: {
    currencies: ["AUD"],
    numberOf: ({ bsb, accountNumber }) => bsb + accountNumber,
    mask: ({ accountNumber }) => `•••-••• ••••${accountNumber.slice(-4)}`,
  },
  cadEft: {
    currencies: ["CAD"],
    numberOf: ({ institution, transit, accountNumber }) => institution + transit + accountNumber,
    mask: ({ accountNumber }) => `•••••-••• ••••${accountNumber.slice(-4)}`,
  },
  interac: {
    currencies: ["CAD"],
    numberOf: ({ email }) => email,
    mask: ({ email }) => maskEmail(email),
  },
  nzAccount: {
    currencies: ["NZD"],
    numberOf: ({ accountNumber }) => accountNumber,
    mask: ({ accountNumber }) => `••••••-••••${accountNumber.slice(10, 13)}-${accountNumber.slice(13)}`,
  },
  aba: {
    currencies: ["USD"],
    numberOf: ({ routingNumber, accountNumber }) => routingNumber + accountNumber,
    mask: ({ accountNumber }) => `••••••••• ••••${accountNumber.slice(-4)}`,
  },
  virtualCard: {
    currencies: ["USD", "EUR"],
    numberOf: () => "",
    mask: ({ currency }) => `Virtual card in ${currency}`,
  },
  bankCode: {
    currencies: null,
    numberOf: ({ code, accountNumber }) => code + accountNumber,
    mask: ({ accountNumber }) => `•••• ••••${accountNumber.slice(-4)}`,
  },
  bban: {
    currencies: null,
    numberOf: ({ bban }) => bban,
    mask: ({ bban }) => `••••${bban.slice(-4)}`,
  },
  wallet: {
    currencies: null,
    numberOf: ({ address }) => address,
    mask: ({ address }) => `${address.slice(0, 4)}••••${address.slice(-4)}`,
  },
  ownAccount: {
    currencies: null,
    numberOf: () => "",
    mask: () => "Own account at the provider",
  },
  chosenByReceiver: {
    currencies: ["GBP"],
    numberOf: ({ email }) => email,
    mask: ({ email }) => maskEmail(email),
  },
  emailWallet: {
    currencies: null,
    numberOf: ({ email }) => email,
    mask: ({ email }) => maskEmail(email),
  },
};

/** The number people know the account by, bare: what is masked, hashed and searched. Empty for a virtual card, which has none. */
export function accountNumberOf(address: AccountAddress): string {
  return numberOf(address.kind, address);
}

function numberOf<Kind extends AccountKind>(kind: Kind, address: AddressByKind[Kind]): string {
  return KINDS[kind].numberOf(address);
}

/** "DE•• •••• 1585" and "••-••-•• ••••5678": enough to recognise, too little to misuse. */
export function maskAddress(address: AccountAddress): string {
  return maskOf(address.kind, address);
}

function maskOf<Kind extends AccountKind>(kind: Kind, address: AddressByKind[Kind]): string {
  return KINDS[kind].mask(address);
}

/** Whether money in this currency can arrive there at all; where the account says nothing about it, the provider decides. */
export function canBePaidIn(address: AccountAddress, currency: Currency): boolean {
  if (address.kind === "virtualCard") return address.currency === currency;
  return currenciesOfKind(address.kind)?.includes(currency) ?? true;
}

export function currenciesOfKind(kind: AccountKind): readonly Currency[] | null {
  return KINDS[kind].currencies;
}

export const ACCOUNT_KIND_LABELS = {
  iban: "IBAN",
  sortCode: "Sort code and account number",
  bsb: "BSB and account number",
  cadEft: "Canadian bank account",
  interac: "Interac e-mail",
  nzAccount: "New Zealand account number",
  aba: "US routing and account number",
  virtualCard: "Virtual card",
  emailWallet: "Wallet by e-mail",
  bankCode: "Bank code and account number",
  bban: "National account number",
  wallet: "Wallet address",
  ownAccount: "Own account at the provider",
  chosenByReceiver: "Account chosen by the receiver",
} as const satisfies Record<AccountKind, string>;

export const ACCOUNT_KINDS: readonly AccountKind[] = Object.keys(ACCOUNT_KIND_LABELS).filter(isAccountKind);

export function isAccountKind(text: string): text is AccountKind {
  return Object.hasOwn(ACCOUNT_KIND_LABELS, text);
}

function maskEmail(email: string): string {
  return email.replace(/^(.).*(?=@)/, "$1••••");
}

function checked(check: (typed: string) => Result<string, string>) {
  return z.string().transform((typed, context) => {
    const answer = check(typed);
    if (answer.ok) return answer.value;
    context.addIssue({ code: "custom", message: answer.error });
    return z.NEVER;
  });
}
