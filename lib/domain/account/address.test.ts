import { describe, expect, test } from "vitest";
import {
  ACCOUNT_KIND_LABELS,
  AccountAddress,
  type AccountKind,
  accountNumberOf,
  canBePaidIn,
  currenciesOfKind,
  maskAddress,
} from "./address";
import { plausibilityWarnings } from "./plausibility";

/** What is stored of an address as typed, or the sentence that says what to change. */
function read(typed: Record<string, unknown>): AccountAddress | string {
  const parsed = AccountAddress.safeParse(typed);
  return parsed.success ? parsed.data : parsed.error.issues.map(({ message }) => message).join(" ");
}

const NUMBER_MISSING = "Enter the account number.";

describe("an Australian account", () => {
  const typed = (bsb: string, accountNumber: string) => read({ kind: "bsb", bsb, accountNumber });

  test.each([
    ["012-002", "111136", "012002", "111136"],
    ["012002", "111 136", "012002", "111136"],
    ["062 000", "12345678", "062000", "12345678"],
    ["733-000", "000123", "733000", "000123"],
    ["082-001", "123456789", "082001", "123456789"],
    ["112-879", "12345", "112879", "12345"],
    ["484-799", "0012345", "484799", "0012345"],
    ["633-000", "987654321", "633000", "987654321"],
    ["923-100", "1234", "923100", "1234"],
    ["012-040", "111111222255", "012040", "111111222255"],
  ])("%s %s is taken", (bsb, number, bareBsb, bareNumber) => {
    expect(typed(bsb, number)).toEqual({ kind: "bsb", bsb: bareBsb, accountNumber: bareNumber });
  });

  const BSB = "A BSB has six digits, such as 012-002.";
  const NUMBER = "An Australian account number has four to twelve digits, with its leading zeros.";
  test.each([
    ["", "111136", "Enter the BSB."],
    ["01200", "111136", BSB],
    ["0120022", "111136", BSB],
    ["01200A", "111136", BSB],
    ["012.002", "111136", BSB],
    ["AU012002", "111136", BSB],
    ["012002", "", NUMBER_MISSING],
    ["012002", "123", NUMBER],
    ["012002", "1234567890123", NUMBER],
    ["012002", "12345A", NUMBER],
    ["012002", "12.345", NUMBER],
  ])("%s %s is refused: %s", (bsb, number, sentence) => {
    expect(typed(bsb, number)).toBe(sentence);
  });

  test.each([
    ["111136", []],
    ["123456789", []],
    ["1234567890", ["Direct Entry carries at most nine digits of account number; this one has 10."]],
    ["223344556677", ["Direct Entry carries at most nine digits of account number; this one has 12."]],
    ["1234", ["Australian account numbers have five digits or more; this one has 4. Leading zeros count."]],
  ])("%s makes us doubt: %o", (accountNumber, doubts) => {
    expect(plausibilityWarnings({ kind: "bsb", bsb: "012002", accountNumber })).toEqual(doubts);
  });
});

describe("a Canadian bank account", () => {
  const typed = (institution: string, transit: string, accountNumber: string, accountType: string = "checking") =>
    read({ kind: "cadEft", institution, transit, accountNumber, accountType });

  test.each([
    ["003", "00012", "1234567"],
    ["001", "10009", "123456789012"],
    ["002", "47696", "0012345"],
    ["004", "10202", "7654321"],
    ["006", "02800", "12345678"],
    ["010", "00010", "123456789"],
    ["016", "10002", "1234567890"],
    ["815", "30000", "000012345678"],
    ["0 0 3", "000-12", "123 4567"],
    ["614", "00152", "4001234567"],
  ])("%s %s %s is taken", (institution, transit, number) => {
    const bare = (text: string) => text.replace(/[ -]/g, "");
    expect(typed(institution, transit, number)).toMatchObject({
      institution: bare(institution),
      transit: bare(transit),
      accountNumber: bare(number),
    });
  });

  const INSTITUTION = "An institution number has three digits, such as 003.";
  const TRANSIT = "A transit number has five digits, such as 00012.";
  const NUMBER = "A Canadian account number has seven to twelve digits, with its leading zeros.";
  test.each([
    ["", "00012", "1234567", "checking", "Enter the institution number."],
    ["03", "00012", "1234567", "checking", INSTITUTION],
    ["0003", "00012", "1234567", "checking", INSTITUTION],
    ["RBC", "00012", "1234567", "checking", INSTITUTION],
    ["003", "", "1234567", "checking", "Enter the transit number."],
    ["003", "0012", "1234567", "checking", TRANSIT],
    ["003", "000012", "1234567", "checking", TRANSIT],
    ["003", "00012", "", "checking", NUMBER_MISSING],
    ["003", "00012", "123456", "checking", NUMBER],
    ["003", "00012", "1234567890123", "checking", NUMBER],
    ["003", "00012", "12345X7", "savings", NUMBER],
    ["003", "00012", "1234567", "current", "Choose checking or savings."],
  ])("%s %s %s %s is refused: %s", (institution, transit, number, type, sentence) => {
    expect(typed(institution, transit, number, type)).toBe(sentence);
  });
});

describe("an Interac address", () => {
  const typed = (email: string, name: string = "Kim Roy") => read({ kind: "interac", email, name });

  test.each([
    ["kim@example.com", "kim@example.com"],
    ["Kim@Example.com", "kim@example.com"],
    [" kim@example.com ", "kim@example.com"],
    ["kim.roy@example.ca", "kim.roy@example.ca"],
    ["kim+rent@example.com", "kim+rent@example.com"],
    ["k@example.co", "k@example.co"],
    ["kim_roy@mail.example.com", "kim_roy@mail.example.com"],
    ["kim-roy@example.com", "kim-roy@example.com"],
    ["123@example.com", "123@example.com"],
    ["kim@sub.sub.example.com", "kim@sub.sub.example.com"],
  ])("%s is taken", (email, stored) => {
    expect(typed(email)).toEqual({ kind: "interac", email: stored, name: "Kim Roy" });
  });

  const EMAIL = "This is not an e-mail address, such as kim@example.com.";
  test.each([
    ["", "Kim Roy", "Enter the e-mail address."],
    ["kim", "Kim Roy", EMAIL],
    ["kim@", "Kim Roy", EMAIL],
    ["@example.com", "Kim Roy", EMAIL],
    ["kim@example", "Kim Roy", EMAIL],
    ["kim example.com", "Kim Roy", EMAIL],
    ["kim@exa mple.com", "Kim Roy", EMAIL],
    ["kim@@example.com", "Kim Roy", EMAIL],
    ["kim.@example.com", "Kim Roy", EMAIL],
    ["+1 416 555 0100", "Kim Roy", EMAIL],
    ["kim@example.com", " ", "Give the receiver's name."],
  ])("%s, %s is refused: %s", (email, name, sentence) => {
    expect(typed(email, name)).toBe(sentence);
  });
});

describe("a New Zealand account", () => {
  const typed = (accountNumber: string) => read({ kind: "nzAccount", accountNumber });
  const doubtsOf = (accountNumber: string) => {
    const address = typed(accountNumber);
    return typeof address === "string" ? address : plausibilityWarnings(address);
  };

  test.each([
    // Algorithms A, B, D, E, F, G and X of the tax office's table, and the ways of writing one.
    ["01-0902-0068389-00", "010902006838900"],
    ["01-0902-0068389-000", "0109020068389000"],
    ["010902-0068389-00", "010902006838900"],
    ["01 0902 0068389 00", "010902006838900"],
    ["01-0902-00068389-0000", "0109020068389000"],
    ["08-6523-1954512-001", "0865231954512001"],
    ["26-2600-0320871-032", "2626000320871032"],
    ["31-2840-1234567-00", "312840123456700"],
    ["25-2500-0000000-00", "252500000000000"],
    ["12-3141-0990000-00", "123141099000000"],
  ])("%s is taken", (number, stored) => {
    expect(typed(number)).toEqual({ kind: "nzAccount", accountNumber: stored });
  });

  test.each(["01-0902-0068389-00", "08-6523-1954512-001", "26-2600-0320871-032", "31-2840-1234567-00"])("%s leaves no doubt", (number) => {
    expect(doubtsOf(number)).toEqual([]);
  });

  const isLong = (length: number) =>
    `A New Zealand account number has 15 or 16 digits, such as 01-0902-0068389-00; this one has ${length}.`;
  test.each([
    ["", NUMBER_MISSING],
    ["01-0902-0068389", isLong(13)],
    ["01-0902-0068389-0", isLong(14)],
    ["01-0902-0068389-0000", isLong(17)],
    ["01-0902-10068389-0000", isLong(18)],
    ["01-0902-00068389-1000", isLong(18)],
    ["1-902-68389-0", isLong(10)],
    ["01-0902-006838A-00", "A New Zealand account number has only digits, such as 01-0902-0068389-00."],
    ["NZ-0902-0068389-00", "A New Zealand account number has only digits, such as 01-0902-0068389-00."],
    ["01/0902/0068389/00", "A New Zealand account number has only digits, such as 01-0902-0068389-00."],
  ])("%s is refused: %s", (number, sentence) => {
    expect(typed(number)).toBe(sentence);
  });

  const CHECK = "The check digit does not fit: one of the digits may be mistyped.";
  test.each([
    // Ipay's own sample.
    ["123456-0789123-00", [CHECK]],
    ["01-0902-0068388-00", [CHECK]],
    ["08-6523-1954513-001", [CHECK]],
    ["26-2600-0320871-033", [CHECK]],
    ["01-1000-0068389-00", ["Bank 01 has no branch 1000 that we know: check the first six digits.", CHECK]],
    ["07-0902-0068389-00", ["No New Zealand bank that we know has the number 07: check the first two digits."]],
    ["99-0902-0068389-00", ["No New Zealand bank that we know has the number 99: check the first two digits."]],
  ])("%s makes us doubt: %o", (number, doubts) => {
    expect(doubtsOf(number)).toEqual(doubts);
  });
});

describe("a US account", () => {
  const typed = (routingNumber: string, accountNumber: string = "123456789", accountType: string = "checking") =>
    read({ kind: "aba", routingNumber, accountNumber, accountType });

  test.each([
    ["021000021", "1"],
    ["011401533", "000123456789"],
    ["091000019", "12345678901234567"],
    ["122105155", "123 456 789"],
    ["021-200-339", "1234567890"],
    ["026 009 593", "123-456"],
    ["322271627", "987654321"],
    ["061000104", "ab12"],
    ["111000025", "00000000000000001"],
    ["263182914", "5555"],
  ])("%s %s is taken", (routing, number) => {
    expect(typed(routing, number)).toMatchObject({
      routingNumber: routing.replace(/\D/g, ""),
      accountNumber: number.replace(/[ -]/g, "").toUpperCase(),
    });
  });

  const NINE = "A routing number has nine digits, such as 021000021.";
  const CHECK = "The routing number's check digit does not fit: one of the digits is mistyped.";
  const NUMBER = "A US account number has at most 17 digits or letters.";
  test.each([
    ["", "1234", "checking", "Enter the routing number."],
    ["02100002", "1234", "checking", NINE],
    ["0210000211", "1234", "checking", NINE],
    ["02100002A", "1234", "checking", NINE],
    ["021000022", "1234", "checking", CHECK],
    ["012000021", "1234", "checking", CHECK],
    ["123456789", "1234", "checking", CHECK],
    ["000000000", "1234", "checking", CHECK],
    ["021000021", "", "checking", NUMBER_MISSING],
    ["021000021", "123456789012345678", "checking", NUMBER],
    ["021000021", "12_34", "savings", NUMBER],
    ["021000021", "1234", "current", "Choose checking or savings."],
  ])("%s %s %s is refused: %s", (routing, number, type, sentence) => {
    expect(typed(routing, number, type)).toBe(sentence);
  });

  test.each([
    ["021000021", "1234", []],
    ["800000006", "1234", []],
    ["130000006", "1234", ["No US routing number that we know begins with 13."]],
    ["021000021", "AB12", ["US account numbers nearly always have digits only; this one has letters."]],
  ])("%s %s makes us doubt: %o", (routing, number, doubts) => {
    const address = typed(routing, number);
    expect(typeof address === "string" ? address : plausibilityWarnings(address)).toEqual(doubts);
  });
});

describe("a virtual card", () => {
  test.each(["USD", "EUR"])("is asked for in %s, and has no number here", (currency) => {
    const card = read({ kind: "virtualCard", currency });
    expect(card).toEqual({ kind: "virtualCard", currency });
    expect(typeof card === "string" ? card : [accountNumberOf(card), maskAddress(card)]).toEqual(["", `Virtual card in ${currency}`]);
  });

  test("does not keep a number that somebody slips in", () => {
    expect(read({ kind: "virtualCard", currency: "USD", cardNumber: "4242424242424242", cvv: "123" })).toEqual({
      kind: "virtualCard",
      currency: "USD",
    });
  });

  test.each([undefined, "AUD", "usd", ""])("%s is refused", (currency) => {
    expect(read({ kind: "virtualCard", currency })).toBe("Choose USD or EUR.");
  });
});

const ONE_OF_EACH: readonly [AccountAddress, masked: string][] = [
  [{ kind: "iban", iban: "DE89370400440532013000" }, "DE•• •••• 3000"],
  [{ kind: "sortCode", sortCode: "200000", accountNumber: "55779911" }, "••-••-•• ••••9911"],
  [{ kind: "bsb", bsb: "062000", accountNumber: "11223344" }, "•••-••• ••••3344"],
  [{ kind: "cadEft", institution: "003", transit: "00012", accountNumber: "1234567", accountType: "savings" }, "•••••-••• ••••4567"],
  [{ kind: "interac", email: "kim.roy@example.com", name: "Kim Roy" }, "k••••@example.com"],
  [{ kind: "nzAccount", accountNumber: "010902006838900" }, "••••••-••••389-00"],
  [{ kind: "aba", routingNumber: "021000021", accountNumber: "000123456789", accountType: "checking" }, "••••••••• ••••6789"],
];

describe("an account of any kind", () => {
  test.each(ONE_OF_EACH)("%o is masked as %s, and its mask gives nothing back", (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
    expect(masked).not.toContain(accountNumberOf(address));
    expect(accountNumberOf(address)).not.toBe("");
  });

  test("has a label", () => {
    const kinds = AccountAddress.options.map(({ shape }) => shape.kind.value);
    expect(Object.keys(ACCOUNT_KIND_LABELS).sort()).toEqual([...kinds].sort());
  });

  test.each<[AccountKind, readonly string[] | null]>([
    ["iban", null],
    ["sortCode", ["GBP"]],
    ["bsb", ["AUD"]],
    ["cadEft", ["CAD"]],
    ["interac", ["CAD"]],
    ["nzAccount", ["NZD"]],
    ["aba", ["USD"]],
    ["virtualCard", ["USD", "EUR"]],
  ])("%s can be paid in %o", (kind, currencies) => {
    expect(currenciesOfKind(kind)).toEqual(currencies);
  });

  test("is not paid in another currency than its own", () => {
    expect(canBePaidIn({ kind: "bsb", bsb: "062000", accountNumber: "11223344" }, "NZD")).toBe(false);
    expect(canBePaidIn({ kind: "virtualCard", currency: "USD" }, "EUR")).toBe(false);
    expect(canBePaidIn({ kind: "iban", iban: "GB29NWBK60161331926819" }, "EUR")).toBe(true);
  });
});
