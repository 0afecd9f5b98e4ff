import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Person } from "@/lib/db/generated/client";
import type { PasskeyAssertion, PasskeyAttestation } from "@/lib/domain/access/second-factor";

// An authenticator in software, by the letter of WebAuthn: what it signs, the real verification accepts, and nothing else.

export type Signing = {
  readonly challenge: string;
  readonly origin?: string;
  readonly counter?: number;
  readonly isUserVerified?: boolean;
  readonly owner?: string;
};

/** Where the tests' NEXTAUTH_URL says that the desk is. */
const ORIGIN = "http://localhost:3000";
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const CAN_BE_BACKED_UP = 0x08;
const HAS_CREDENTIAL = 0x40;

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

  /** `owner`: whom the authenticator remembers it for. */
  assert({ owner, ...signing }: Signing): PasskeyAssertion {
    const { clientData, authenticatorData } = this.write("webauthn.get", signing);
    const signature = sign("sha256", Buffer.concat([authenticatorData, hashOf(clientData)]), this.keys.privateKey);
    return {
      ...this.named(),
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authenticatorData.toString("base64url"),
        signature: signature.toString("base64url"),
        ...(owner === undefined ? {} : { userHandle: Buffer.from(owner).toString("base64url") }),
      },
    };
  }

  attest(signing: Signing): PasskeyAttestation {
    const { clientData, authenticatorData } = this.write("webauthn.create", signing);
    const attested = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(authenticatorData)],
    ]);
    const attestationObject = Buffer.from(isoCBOR.encode(attested as Parameters<typeof isoCBOR.encode>[0])).toString("base64url");
    const response = { clientDataJSON: clientData.toString("base64url"), attestationObject, transports: ["internal"] };
    return { ...this.named(), response };
  }

  private write(type: "webauthn.get" | "webauthn.create", { challenge, origin = ORIGIN, counter = 0, isUserVerified = true }: Signing) {
    const isNew = type === "webauthn.create";
    const flags =
      USER_PRESENT | (isUserVerified ? USER_VERIFIED : 0) | (this.can.beBackedUp ? CAN_BE_BACKED_UP : 0) | (isNew ? HAS_CREDENTIAL : 0);
    const credential = Buffer.from(this.credentialId, "base64url");
    const added = isNew ? [Buffer.alloc(16), Buffer.from([0, credential.length]), credential, this.publicKey()] : [];
    return {
      clientData: Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })),
      authenticatorData: Buffer.concat([hashOf(new URL(origin).hostname), Buffer.from([flags]), counterBytes(counter), ...added]),
    };
  }

  private named() {
    return { id: this.credentialId, rawId: this.credentialId, type: "public-key", clientExtensionResults: {} } as const;
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
