import { expect, test } from "vitest";
import { withoutPersonalFacts } from "./personal-facts";

test("what is personal goes, and the rest stays digit by digit", () => {
  const text =
    '{"id":"r-1","dob" : "1990-04-17","phone":400123456,"kyc_status":"1","address_data":{"address":"12 \\"A\\" St","city":"Perth"}}';
  expect(withoutPersonalFacts(text)).toBe(
    '{"id":"r-1","dob" : "••••","phone":"••••","kyc_status":"1","address_data":{"address":"••••","city":"••••"}}',
  );
});

test("an answer that was cut off gives nothing away", () => {
  expect(withoutPersonalFacts('{"id":"r-1","address":"12 Geor')).toBe('{"id":"r-1","address":"••••"');
});

test("empty and missing members stay as they are told", () => {
  expect(withoutPersonalFacts('{"address2":null,"reference":"rcv_1","status":2}')).toBe('{"address2":null,"reference":"rcv_1","status":2}');
});
