import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Person } from "@/lib/db/generated/client";
import type { PasskeyAssertion } from "@/lib/domain/access/second-factor";

// An authenticator in software, by the letter of WebAuthn: what it signs, the real verification accepts, and nothing else.

export type Signing = {
  readonly challenge: string;
  readonly origin?: string;
  readonly counter?: number;
  readonly isUserVerified?: boolean;
};

/** Where the tests' NEXTAUTH_URL says that the desk is. */
const ORIGIN = "http://localhost:3000";
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const CAN_BE_BACKED_UP = 0x08;

export class Authenticator {
  readonly credentialId = randomBytes(16).toString("base64url");
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });

  constructor(private readonly can: { readonly beBackedUp: boolean } = { beBackedUp: false }) {}

  /** The public half as COSE, as it is kept. */
  publicKey(): Uint8Array<ArrayBuffer> {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytesOf(x)],
      [-3, bytesOf(y)],
    ]);
    return new Uint8Array(isoCBOR.encode(cose));
  }

  assert({ challenge, origin = ORIGIN, counter = 0, isUserVerified = true }: Signing): PasskeyAssertion {
    const clientData = Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin, crossOrigin: false }));
    const flags = USER_PRESENT | (isUserVerified ? USER_VERIFIED : 0) | (this.can.beBackedUp ? CAN_BE_BACKED_UP : 0);
    const authenticatorData = Buffer.concat([hashOf(new URL(origin).hostname), Buffer.from([flags]), counterBytes(counter)]);
    const signature = sign("sha256", Buffer.concat([authenticatorData, hashOf(clientData)]), this.keys.privateKey);
    return {
      ...{ id: this.credentialId, rawId: this.credentialId, type: "public-key", clientExtensionResults: {} },
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authenticatorData.toString("base64url"),
        signature: signature.toString("base64url"),
      },
    };
  }

  /** On file for this person, as if it had been added on their page. */
  async belongTo(db: Tx, person: Pick<Person, "id">): Promise<this> {
    const { credentialId } = this;
    const key = { id: newId("passkey"), personId: person.id, name: "Test key", credentialId, publicKey: this.publicKey() };
    const { beBackedUp: canBeBackedUp } = this.can;
    await db.passkey.create({ data: { ...key, counter: 0n, transports: ["internal"], canBeBackedUp, isBackedUp: false } });
    return this;
  }
}

function hashOf(what: string | Buffer): Buffer {
  return createHash("sha256").update(what).digest();
}

function bytesOf(base64url: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64url, "base64url"));
}

function counterBytes(counter: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(counter);
  return bytes;
}
