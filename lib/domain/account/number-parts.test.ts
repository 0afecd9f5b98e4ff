import { expect, test } from "vitest";
import type { AccountAddress } from "./address";
import { accountNumberParts } from "./number-parts";

test.each<[AccountAddress, readonly string[]]>([
  [{ kind: "iban", iban: "DE89370400440532013000" }, ["370400440532013000", "0532013000", "532013000"]],
  [{ kind: "iban", iban: "GB29NWBK60161331926819" }, ["NWBK60161331926819", "60161331926819", "31926819"]],
  [{ kind: "iban", iban: "ES9121000418450200051332" }, ["21000418450200051332", "0200051332", "200051332"]],
  [{ kind: "sortCode", sortCode: "200000", accountNumber: "00779911" }, ["00779911", "779911"]],
  [{ kind: "bsb", bsb: "062000", accountNumber: "11223344" }, ["11223344"]],
  [{ kind: "nzAccount", accountNumber: "010902006838900" }, ["006838900", "6838900", "0068389", "68389", "0109020068389", "109020068389"]],
  // Too short to mean one account among many.
  [{ kind: "bsb", bsb: "062000", accountNumber: "0001234" }, ["0001234"]],
  [{ kind: "emailWallet", email: "a@example.test" }, []],
  [{ kind: "virtualCard", currency: "EUR" }, []],
])("%j is also known by %j", (address, parts) => {
  expect([...accountNumberParts(address)].sort()).toEqual([...parts].sort());
});
