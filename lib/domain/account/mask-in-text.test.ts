import { describe, expect, test } from "vitest";
import { maskAccountNumbers } from "./mask-in-text";

describe("account numbers in evidence", () => {
  test("an IBAN is masked wherever it stands", () => {
    const body = '{"iban":"DE89370400440532013000","note":"to DE89 3704 0044 0532 0130 00, please"}';
    expect(maskAccountNumbers(body)).toBe('{"iban":"DE•• •••• 3000","note":"to DE•• •••• 3000, please"}');
  });

  test("UK numbers are masked by the name of their member, in both spellings", () => {
    const body = '{"sort_code":"200000","account_number":"55779911","sortCode": "200000","accountNumber": "55779911"}';
    expect(maskAccountNumbers(body)).toBe(
      '{"sort_code":"••••","account_number":"••••9911","sortCode": "••••","accountNumber": "••••9911"}',
    );
  });

  test("numbers that stand without quotes become masked text, and a BSB hides whole", () => {
    const body = '{"bsb":"062000","account_number": 112233445566,"routing_number":"000300012"}';
    expect(maskAccountNumbers(body)).toBe('{"bsb":"••••","account_number": "••••5566","routing_number":"••••0012"}');
  });

  test("ids, amounts and dates stay as they are", () => {
    const body =
      '{"id":"5b5c1f1e-6f6b-4a62-9d0e-1f0c1b2a3d4e","amount_in_minor":12500,"executed_at":"2026-11-20T10:00:00Z","ref":"AB12CDEFGHIJKLMNOP"}';
    expect(maskAccountNumbers(body)).toBe(body);
  });
});
