import { Secret, TOTP } from "otpauth";
import { newId } from "@/lib/base/id";
import { addMs, HOUR_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import type { Merchant, Person } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import type { Actor } from "@/lib/domain/access/actor";
import { newTotpSecret } from "@/lib/operations/sessions/totp";
import { actorOf, type TestPerson } from "./factories";

/** Signed in: the actor of a browser that is open now. */
export async function signedInActor(db: Tx, person: TestPerson, merchant: Pick<Merchant, "id">): Promise<SignedInActor> {
  const sessionId = newId("session");
  const data = { id: sessionId, personId: person.id, merchantId: merchant.id, expiresAt: addMs(new Date(), HOUR_MS) };
  await db.session.create({ data });
  return { ...actorOf(person, merchant), sessionId };
}
export type SignedInActor = Extract<Actor, { kind: "person" }> & { readonly sessionId: string };

/** An authenticator app, set up and confirmed. */
export async function anAuthenticatorApp(db: Tx, person: Pick<Person, "id">): Promise<AuthenticatorApp> {
  const secret = newTotpSecret();
  const id = newId("totpFactor");
  const { sealed: secretSealed, keyId: secretKeyId } = seal(secret, id);
  await db.totpFactor.create({ data: { id, personId: person.id, secretSealed, secretKeyId, confirmedAt: new Date() } });
  return appOf(secret);
}

export type AuthenticatorApp = { readonly secret: string; readonly codeAt: (at: Date) => string };

function appOf(secret: string): AuthenticatorApp {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return { secret, codeAt: (at) => totp.generate({ timestamp: at.getTime() }) };
}
