import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { encode } from "next-auth/jwt";
import pg from "pg";
import * as z from "zod";
import { PERMISSIONS_FOR_PEOPLE } from "@/lib/domain/access/permission-facts";
import { API_SCOPES, type ApiScope, type Permission, ROLES } from "@/lib/domain/access/permissions";
import { builtInRole } from "@/lib/domain/access/roles";
import { runningEmbeddedUrl } from "@/scripts/database/embedded-database";

/** Whoever knocks at the doors: what they hold, and the header that says who they are. */
export type Knocker = { readonly name: string; readonly holds: readonly Permission[]; readonly headers: Readonly<Record<string, string>> };

export type Doors = {
  /** Somebody of each built-in role, one who holds nothing, and for each permission one who holds it alone. */
  readonly roles: readonly Knocker[];
  readonly alone: ReadonlyMap<Permission, Knocker>;
  /** Who was let in once, or never, and is not any more: they hold everything. */
  readonly shutOut: readonly Knocker[];
  /** For each permission somebody of another merchant who holds it alone. */
  readonly strangers: ReadonlyMap<Permission, Knocker>;
  readonly keys: { readonly byScope: ReadonlyMap<ApiScope, Knocker>; readonly dead: readonly Knocker[] };
  /** One id of each kind at the first merchant, by the name that addresses give it. */
  readonly samples: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** Puts people into the world's own database, past every screen, and takes them out again. */
export async function openDoors(): Promise<Doors> {
  const dataDir = process.env.E2E_DATA_DIR;
  const url = dataDir === undefined ? undefined : runningEmbeddedUrl(dataDir);
  if (dataDir === undefined || !url) throw new Error("Say with E2E_DATA_DIR where the world keeps its data.");
  const { NEXTAUTH_SECRET: secret } = Secrets.parse(JSON.parse(readFileSync(path.join(dataDir, "secrets.json"), "utf8")));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const merchants = (await client.query<{ id: string; slug: string }>(`SELECT "id", "slug" FROM "merchant"`)).rows;
  const idOf = (slug: string) => merchants.find((one) => one.slug === slug)?.id ?? "";
  const [here, there] = [idOf("demo"), idOf("other")];
  const mark = `doors-${randomUUID().slice(0, 8)}`;

  const role = async (merchantId: string, name: string, permissions: readonly Permission[]) => {
    const key = `${mark}-${name.replaceAll(/[^a-z]/gi, "-")}`.toLowerCase().slice(0, 40);
    await client.query(`INSERT INTO "role" ("merchantId", "key", "name", "description", "permissions") VALUES ($1, $2, $2, '', $3)`, [
      ...[merchantId, key, permissions],
    ]);
    return key;
  };
  const knocker = async (wish: {
    merchantId: string;
    name: string;
    role: string;
    holds: readonly Permission[];
    state?: State;
  }): Promise<Knocker> => {
    const { merchantId, name, holds, state = "in" } = wish;
    const [personId, sessionId] = [`per_${mark}_${randomUUID()}`, `ses_${mark}_${randomUUID()}`];
    await client.query(`INSERT INTO "person" ("id", "email", "name", "disabledAt") VALUES ($1, $2, $3, $4)`, [
      ...[personId, `${randomUUID()}@doors.test`, `${mark} ${name}`, state === "disabledEverywhere" ? new Date() : null],
    ]);
    if (state !== "left") {
      await client.query(`INSERT INTO "membership" ("id", "merchantId", "personId", "role", "disabledAt") VALUES ($1, $2, $3, $4, $5)`, [
        ...[`mem_${randomUUID()}`, merchantId, personId, wish.role, state === "disabledHere" ? new Date() : null],
      ]);
    }
    const hours = state === "expired" ? -1 : 1;
    await client.query(
      `INSERT INTO "session" ("id", "personId", "merchantId", "createdAt", "expiresAt", "endedAt", "endedWhy")
       VALUES ($1, $2, $3, now() - interval '2 hours', now() + $4 * interval '1 hour', $5, $6)`,
      [sessionId, personId, merchantId, hours, ...(state === "ended" ? [new Date(), "signed out"] : [null, null])],
    );
    const cookie = await encode({ token: { sid: sessionId }, secret, maxAge: 3_600 });
    return { name, holds, headers: { cookie: `counterfoil=${cookie}` } };
  };

  const roles: Knocker[] = [];
  for (const name of ROLES) roles.push(await knocker({ merchantId: here, name, role: name, holds: builtInRole(name).permissions }));
  roles.push(await knocker({ merchantId: here, name: "nothing", role: await role(here, "nothing", []), holds: [] }));
  const alone = new Map<Permission, Knocker>();
  const strangers = new Map<Permission, Knocker>();
  for (const permission of PERMISSIONS_FOR_PEOPLE) {
    const holds = [permission];
    alone.set(
      permission,
      await knocker({ merchantId: here, name: `only ${permission}`, role: await role(here, permission, holds), holds }),
    );
    strangers.set(
      permission,
      await knocker({ merchantId: there, name: `only ${permission}`, role: await role(there, permission, holds), holds }),
    );
  }
  const everything = await role(here, "everything", PERMISSIONS_FOR_PEOPLE);
  const shutOut: Knocker[] = [
    { name: "nobody", holds: [], headers: {} },
    { name: "a made-up session", holds: [], headers: { cookie: "counterfoil=x.y.z" } },
  ];
  for (const state of ["expired", "ended", "disabledHere", "disabledEverywhere", "left"] as const) {
    shutOut.push(await knocker({ merchantId: here, name: state, role: everything, holds: PERMISSIONS_FOR_PEOPLE, state }));
  }
  return {
    ...{ roles, alone, shutOut, strangers },
    keys: await openKeys(client, here),
    samples: await sampleIds(client, here),
    close: async () => {
      await client.query(`DELETE FROM "membership" WHERE "personId" LIKE $1`, [`per_${mark}_%`]);
      await client.query(`DELETE FROM "role" WHERE "key" LIKE $1`, [`${mark}-%`]);
      await client.query(`UPDATE "api_key" SET "revokedAt" = now() WHERE "name" = 'Doors' AND "revokedAt" IS NULL`);
      await client.end();
    },
  };
}

const Secrets = z.object({ NEXTAUTH_SECRET: z.string() });

type State = "in" | "expired" | "ended" | "disabledHere" | "disabledEverywhere" | "left";

async function openKeys(client: pg.Client, merchantId: string): Promise<Doors["keys"]> {
  const key = async (name: string, scopes: readonly ApiScope[], end: { expired?: boolean; revoked?: boolean } = {}): Promise<Knocker> => {
    const text = `cf_${Array.from(randomBytes(32), (byte) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte % 32]).join("")}`;
    await client.query(
      `INSERT INTO "api_key" ("id", "merchantId", "name", "prefix", "hash", "scopes", "expiresAt", "revokedAt") VALUES ($1, $2, 'Doors', $3, $4, $5, $6, $7)`,
      [
        ...[`key_${randomUUID()}`, merchantId, text.slice(0, 9), createHash("sha256").update(text).digest(), scopes],
        ...[end.expired ? new Date(0) : null, end.revoked ? new Date() : null],
      ],
    );
    const holds = scopes.flatMap((scope): readonly Permission[] => API_SCOPES[scope]);
    return { name, holds, headers: { authorization: `Bearer ${text}` } };
  };
  const all = Object.keys(API_SCOPES).filter((scope): scope is ApiScope => Object.hasOwn(API_SCOPES, scope));
  const byScope = new Map<ApiScope, Knocker>();
  for (const scope of all) byScope.set(scope, await key(`a key for ${scope}`, [scope]));
  return { byScope, dead: [await key("an expired key", all, { expired: true }), await key("a revoked key", all, { revoked: true })] };
}

/** Any row will do: what is asked is who may see it. */
async function sampleIds(client: pg.Client, merchantId: string): Promise<Record<string, string>> {
  const one = async (sql: string) => (await client.query<{ id: string }>(sql, [merchantId])).rows[0]?.id ?? "none";
  const payoutId = await one(
    `SELECT "id" FROM "payout" WHERE "merchantId" = $1 AND "state" = 'settled' AND EXISTS (SELECT 1 FROM "attempt" a WHERE a."payoutId" = "payout"."id") LIMIT 1`,
  );
  return {
    payoutId,
    receiverId: await one(`SELECT "id" FROM "receiver" WHERE "merchantId" = $1 AND "state" = 'active' LIMIT 1`),
    accountId: await one(`SELECT "id" FROM "receiver_account" WHERE "merchantId" = $1 LIMIT 1`),
    connectionId: await one(`SELECT "id" FROM "connection" WHERE "merchantId" = $1 AND "state" = 'active' LIMIT 1`),
    deliveryId: await one(`SELECT "id" FROM "webhook_delivery" WHERE "merchantId" = $1 LIMIT 1`),
    endpointId: await one(`SELECT "endpointId" AS "id" FROM "endpoint_delivery" WHERE "merchantId" = $1 ORDER BY "id" LIMIT 1`),
    outgoingId: await one(`SELECT "id" FROM "endpoint_delivery" WHERE "merchantId" = $1 ORDER BY "id" LIMIT 1`),
    findingId: await one(`SELECT "id" FROM "reconciliation_finding" WHERE "merchantId" = $1 LIMIT 1`),
    evidenceId: await one(`SELECT "id" FROM "evidence" WHERE "merchantId" = $1 LIMIT 1`),
    paymentSourceId: await one(`SELECT "id" FROM "payment_source" WHERE "merchantId" = $1 LIMIT 1`),
    // An export is its maker's alone: to everybody else there is none.
    exportId: "none",
    batchId: await one(`SELECT "id" FROM "batch" WHERE "merchantId" = $1 LIMIT 1`),
    scheduleId: await one(`SELECT "id" FROM "schedule" WHERE "merchantId" = $1 AND "state" = 'active' LIMIT 1`),
    unitId: await one(`SELECT "id" FROM "batch_submission" WHERE "merchantId" = $1 LIMIT 1`),
    attachmentId: await one(`SELECT "id" FROM "attachment" WHERE "merchantId" = $1 LIMIT 1`),
    version: await one(`SELECT "version"::text AS "id" FROM "policy_version" WHERE "merchantId" = $1 AND "state" = 'active' LIMIT 1`),
    role: await one(`SELECT "key" AS "id" FROM "role" WHERE "merchantId" = $1 AND NOT "isBuiltIn" LIMIT 1`),
  };
}
