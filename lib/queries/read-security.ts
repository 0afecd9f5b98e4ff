import { currentTime } from "@/lib/base/clock";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { passwordInForce } from "@/lib/db/password-in-force";
import type { Actor } from "@/lib/domain/access/actor";
import { browserName } from "@/lib/domain/access/browser-name";
import { SESSION_IDLE_HOURS } from "@/lib/domain/access/sign-in";

export type SecurityView = {
  readonly hasPassword: boolean;
  readonly totpSince: Date | null;
  readonly passkeys: readonly PasskeyView[];
  readonly recoveryCodesLeft: number;
  readonly sessions: readonly SessionView[];
};

export type PasskeyView = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** A copy of it lies with its maker, so that it outlives the device. */
  readonly isBackedUp: boolean;
};

export type SessionView = {
  readonly id: string;
  readonly browser: string;
  readonly ipAddress: string | null;
  readonly method: string;
  readonly merchant: string;
  readonly createdAt: Date;
  readonly isThis: boolean;
};

/** One's own ways in, and the browsers that are in now. */
export async function readSecurity({ personId, sessionId }: Extract<Actor, { kind: "person" }>): Promise<SecurityView> {
  const now = currentTime();
  const person = await db().person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      passwordHash: true,
      ssoLinks: { select: { issuer: true } },
      totpFactor: { select: { confirmedAt: true } },
      passkeys: { orderBy: { createdAt: "asc" } },
      _count: { select: { recoveryCodes: { where: { usedAt: null } } } },
      sessions: {
        where: { endedAt: null, expiresAt: { gt: now }, usedAt: { gt: addMs(now, -SESSION_IDLE_HOURS * HOUR_MS) } },
        include: { merchant: { select: { name: true } } },
        orderBy: { createdAt: "desc" },
      },
    },
  });
  return {
    hasPassword: passwordInForce(person) !== null,
    totpSince: person.totpFactor?.confirmedAt ?? null,
    passkeys: person.passkeys.map(({ id, name, createdAt, lastUsedAt, isBackedUp }) => ({ id, name, createdAt, lastUsedAt, isBackedUp })),
    recoveryCodesLeft: person._count.recoveryCodes,
    sessions: person.sessions
      .map(({ id, userAgent, ipAddress, method, merchant, createdAt }) => ({
        ...{ id, browser: browserName(userAgent), ipAddress, method, merchant: merchant.name, createdAt },
        isThis: id === sessionId,
      }))
      .sort((one, other) => Number(other.isThis) - Number(one.isThis)),
  };
}
