import { expect, test } from "vitest";
import { truelayer } from "../truelayer";

const STORED = {
  clientId: "client-1",
  clientSecret: "a-very-secret-value",
  merchantAccountId: "a61acaef-ee05-4077-92f3-25543a11bd8d",
  signingKeyId: "45fc75cf-5649-4134-84b3-192c2c78e990",
  signingPrivateKey: "-----BEGIN PRIVATE KEY-----\nnot really\n-----END PRIVATE KEY-----",
};

test("the settings form is drawn from the schema", () => {
  expect(truelayer.settingsFields.map(({ name, kind, secret, required }) => [name, kind, secret, required])).toEqual([
    ["clientId", "text", false, true],
    ["clientSecret", "text", true, true],
    ["merchantAccountId", "text", false, true],
    ["signingKeyId", "text", false, true],
    ["signingPrivateKey", "multiline", true, true],
    ["scheme", "select", false, false],
    ["clientName", "text", false, false],
    ["clientRegistration", "text", false, false],
  ]);
});

test("wrong settings are told by field, and no message repeats a value", () => {
  const answer = truelayer.parseSettings(STORED);
  expect(answer).toEqual({ ok: false, error: { signingPrivateKey: "This is not an EC private key on curve P-521 in PEM form." } });
  const transport = { exchange: () => Promise.reject(new Error()), now: () => new Date(0), memory: new Map() };
  expect(() => truelayer.connect(STORED, { hosts: {}, transport })).toThrow("TrueLayer connection are not complete: signingPrivateKey.");
});

test("stored settings can be shown without their secrets", () => {
  expect(truelayer.redactSettings({ ...STORED, leftOver: "x" })).toEqual({
    clientId: "client-1",
    clientSecret: "••••",
    merchantAccountId: STORED.merchantAccountId,
    signingKeyId: STORED.signingKeyId,
    signingPrivateKey: "••••",
  });
  expect(truelayer.redactSettings(null)).toEqual({});
});

test("a status word is a sentence, and an unknown one is shown as it is", () => {
  expect(truelayer.statusText("executed")).toBe("The money has left the merchant account.");
  expect(truelayer.statusText("toString")).toContain('"toString"');
});
