import { createHmac, generateKeyPairSync } from "node:crypto";
import * as z from "zod";
import { drawUuid } from "@/lib/providers/contract/simulator-random";
import { signMessage } from "@/lib/providers/truelayer/signing";
import {
  BODY_LIMIT_BYTES,
  bytes,
  changed,
  type Forgery,
  type Genuine,
  type Header,
  hmacHex,
  LIES,
  type Make,
  padded,
  pick,
  textOf,
  type Workshop,
  withExtra,
} from "./forgery";
import type { ProviderId } from "./sendable-payout";

const JSON_TYPE: Header = ["content-type", "application/json"];
const refused = (headers: readonly Header[], body: Uint8Array) => ({ headers: [JSON_TYPE, ...headers], body, answer: 401 }) as const;
const asItCame = ({ headers, body }: Genuine): Pick<Forgery, "headers" | "body"> => ({ headers, body });

/** Lies around a delivery that the provider made, for any provider that proves its deliveries by a header. */
function aroundGenuine(provider: ProviderId, proof: string): Readonly<Record<string, Make>> {
  const lie = LIES[provider];
  return {
    noProof: (it) => refused([], lie(it)),
    emptyProof: (it) => refused([[proof, ""]], lie(it)),
    changedBody: (it) => ({ ...asItCame(pick(it.genuine, it.random)), body: lie(it), answer: 401 }),
    extraFields: (it) => {
      const { headers, body } = pick(it.genuine, it.random);
      return { headers, body: withExtra(body, lie(it), "last"), answer: 401 };
    },
    duplicateFields: (it) => {
      const { headers, body } = pick(it.genuine, it.random);
      return { headers, body: withExtra(body, lie(it), "first"), answer: 401 };
    },
    otherMerchants: (it) => ({ ...asItCame(pick(it.genuine, it.random)), connectionId: it.strangerId, answer: 401 }),
    truncatedProof: (it) => {
      const { headers, body } = pick(it.genuine, it.random);
      const keep = 1 + Math.floor(it.random() * 20);
      return { headers: changed(headers, proof, (value) => value.slice(0, -keep)), body, answer: 401 };
    },
    emptyBody: (it) => ({ ...asItCame(pick(it.genuine, it.random)), body: new Uint8Array(), answer: 401 }),
    twoProofs: (it) => {
      const [one, other] = [pick(it.genuine, it.random), pick(it.genuine, it.random)];
      return { headers: [...one.headers, ...other.headers.filter(([name]) => name === proof)], body: lie(it), answer: 401 };
    },
    huge: (it) => ({
      ...asItCame(pick(it.genuine, it.random)),
      body: padded(lie(it), BODY_LIMIT_BYTES + 1 + Math.floor(it.random() * BODY_LIMIT_BYTES)),
      answer: 413,
    }),
    nearlyHuge: (it) => ({ ...asItCame(pick(it.genuine, it.random)), body: padded(lie(it), BODY_LIMIT_BYTES), answer: 401 }),
    replayed: (it) => ({ ...asItCame(pick(it.genuine, it.random)), answer: 200 }),
  };
}

const IVY_PROOF = "x-ivy-signature";
const ivy: Readonly<Record<string, Make>> = {
  ...aroundGenuine("ivy", IVY_PROOF),
  wrongKey: (it) => {
    const body = LIES.ivy(it);
    return refused([[IVY_PROOF, hmacHex(body, "sha256", drawUuid(it.random))]], body);
  },
  swappedAlgorithm: (it) => {
    const body = LIES.ivy(it);
    return refused([[IVY_PROOF, hmacHex(body, pick(["sha1", "sha512"], it.random), drawUuid(it.random))]], body);
  },
  otherSpelling: (it) => {
    const { headers, body } = pick(it.genuine, it.random);
    const respell = pick<(hex: string) => string>(
      [(hex) => `sha256=${hex}`, (hex) => Buffer.from(hex, "hex").toString("base64"), (hex) => `${hex},${hex}`],
      it.random,
    );
    return { headers: changed(headers, IVY_PROOF, respell), body, answer: 401 };
  },
};

const TL_PROOF = "tl-signature";
const TL_TIME = "x-tl-webhook-timestamp";
const liar = generateKeyPairSync("ec", { namedCurve: "P-521" });
const LIARS_KEY = liar.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const LIARS_PUBLIC_KEY = liar.publicKey.export({ type: "spki", format: "pem" }).toString();

const Jose = z.object({ kid: z.string(), jku: z.string() });

/** Public, as it is: which key the provider signs with, and where that key is published. */
function joseOf({ headers }: Genuine): { kid: string; jku: string } {
  const [encoded = ""] = (headers.find(([name]) => name === TL_PROOF)?.[1] ?? "").split(".");
  return Jose.parse(JSON.parse(Buffer.from(encoded, "base64url").toString()));
}

function signedByLiar(it: Workshop, change: { jku?: string; kid?: string; at?: string; signs?: readonly string[] } = {}) {
  const { kid, jku } = joseOf(pick(it.genuine, it.random));
  const body = LIES.truelayer(it);
  const at = change.at ?? new Date().toISOString();
  const signed = (change.signs ?? [TL_TIME]).map((name) => [name, at] as const);
  const message = { method: "POST", path: `/api/webhooks/truelayer/${it.connectionId}`, headers: signed, body };
  const proof = signMessage(message, { keyId: change.kid ?? kid, privateKey: LIARS_KEY }, { jku: change.jku ?? jku });
  return refused(
    [
      [TL_TIME, at],
      [TL_PROOF, proof],
    ],
    body,
  );
}

/** Another algorithm in the signature's own head: none at all, or a shared secret for which the public key is taken. */
function swapped(it: Workshop, alg: string, sign: (input: string) => string) {
  const { kid, jku } = joseOf(pick(it.genuine, it.random));
  const body = LIES.truelayer(it);
  const at = new Date().toISOString();
  const head = Buffer.from(JSON.stringify({ alg, kid, tl_version: "2", tl_headers: TL_TIME, jku })).toString("base64url");
  const payload = `POST /api/webhooks/truelayer/${it.connectionId}\n${TL_TIME}: ${at}\n${textOf(body)}`;
  const proof = `${head}..${sign(`${head}.${Buffer.from(payload).toString("base64url")}`)}`;
  return refused(
    [
      [TL_TIME, at],
      [TL_PROOF, proof],
    ],
    body,
  );
}

const truelayer = (liarsOrigin: string): Readonly<Record<string, Make>> => ({
  ...aroundGenuine("truelayer", TL_PROOF),
  wrongKey: (it) => signedByLiar(it),
  unknownKey: (it) => signedByLiar(it, { kid: drawUuid(it.random) }),
  noAlgorithm: (it) => swapped(it, pick(["none", "None", ""], it.random), () => ""),
  publicKeyAsSecret: (it) =>
    swapped(it, pick(["HS256", "HS512", "ES512"], it.random), (input) =>
      createHmac("sha512", LIARS_PUBLIC_KEY).update(input).digest("base64url"),
    ),
  keysElsewhere: (it) => {
    const { jku } = joseOf(pick(it.genuine, it.random));
    const elsewhere = pick(
      [`${liarsOrigin}/jwks`, `${jku}?x`, `${jku}/`, `${jku}#${liarsOrigin}`, jku.replace("//", "//x@"), ""],
      it.random,
    );
    return signedByLiar(it, { jku: elsewhere });
  },
  unsignedTime: (it) => signedByLiar(it, { signs: [] }),
  stale: (it) => signedByLiar(it, { at: new Date(Date.now() - 80 * 3_600_000).toISOString() }),
  freshenedTime: (it) => {
    const { headers, body } = pick(it.genuine, it.random);
    return { headers: changed(headers, TL_TIME, () => new Date().toISOString()), body, answer: 401 };
  },
  twoTimes: (it) => {
    const { headers, body } = pick(it.genuine, it.random);
    return { headers: [...headers, [TL_TIME, new Date().toISOString()]], body, answer: 401 };
  },
});

type Words = { payout(id: string, it: Workshop): unknown; receiver(id: string | null, it: Workshop): unknown };

/** Nothing proves these, so all of them are taken in; not one may be believed. */
function hints(provider: "ipay" | "bitpay", words: Words): Readonly<Record<string, Make>> {
  const heard = (body: Uint8Array, headers: readonly Header[] = []) => ({ headers: [JSON_TYPE, ...headers], body, answer: 200 }) as const;
  const about = (id: string, it: Workshop) => heard(bytes(JSON.stringify(words.payout(id, it))));
  return {
    lie: (it) => heard(LIES[provider](it)),
    lieWithProof: (it) => heard(LIES[provider](it), [["x-signature", Buffer.from(drawUuid(it.random)).toString("base64")]]),
    toStranger: (it) => ({ ...heard(LIES[provider](it)), connectionId: it.strangerId }),
    unknownPayout: (it) => about(drawUuid(it.random), it),
    receiver: (it) => heard(bytes(JSON.stringify(words.receiver(it.victim.receiver, it)))),
    emptyBody: () => heard(new Uint8Array()),
    brokenJson: (it) => heard(LIES[provider](it).slice(0, -3)),
    notUtf8: (it) => heard(new Uint8Array([...LIES[provider](it), 0xff, 0xfe, 0x00])),
    zeroCharacter: (it) => about(`\u0000${it.victim.providerPayoutId}`, it),
    prototypeMember: (it) => heard(withExtra(bytes('{"__proto__":{"status":"failed"}}'), LIES[provider](it), "last")),
    duplicateFields: (it) => heard(withExtra(LIES[provider](it), LIES[provider](it), "first")),
    longId: (it) => about("9".repeat(100_000), it),
    deep: () => heard(bytes("[".repeat(120_000) + "]".repeat(120_000))),
    huge: (it) => ({ ...heard(padded(LIES[provider](it), BODY_LIMIT_BYTES + 1)), answer: 413 }),
    nearlyHuge: (it) => heard(padded(LIES[provider](it), BODY_LIMIT_BYTES)),
  };
}

/** Every way to lie at one provider's door. `liarsOrigin` is where the liar publishes keys; nobody may ever go there. */
export function forgeryKinds(provider: ProviderId, liarsOrigin: string): Readonly<Record<string, Make>> {
  const kinds = {
    ivy,
    truelayer: truelayer(liarsOrigin),
    ipay: hints("ipay", {
      payout: (id, { random }) => ({ event: "payoutUpdated", payout_id: id, status: "failed", timestamp: random() }),
      receiver: (id, { random }) => ({ event: "receiverKycUpdate", receiver_id: id, kyc_status: "rejected", timestamp: random() }),
    }),
    bitpay: hints("bitpay", {
      payout: (id) => ({ event: { code: 5004, name: "payout_cancelled" }, data: { id } }),
      receiver: (id, { random }) => ({ event: { code: pick([4001, 4005, 4006, 4007], random), name: "recipient_removed" }, data: { id } }),
    }),
  };
  return kinds[provider];
}
