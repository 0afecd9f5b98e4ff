-- What a person proves besides their password, and each time that they proved it.

-- The secret that an authenticator app shares with the desk. `lastStep` is the newest half minute whose code was taken: it and all
-- before it are spent.
CREATE TABLE "totp_factor" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "secretSealed" BYTEA NOT NULL,
    "secretKeyId" TEXT NOT NULL,
    "lastStep" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "totp_factor_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "totp_factor_personId_key" ON "totp_factor"("personId");
ALTER TABLE "totp_factor" ADD CONSTRAINT "totp_factor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION guard_totp_factor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."lastStep" < OLD."lastStep" THEN RAISE EXCEPTION 'a code that was taken stays spent'; END IF;
  IF ROW(NEW."id", NEW."personId", NEW."createdAt") IS DISTINCT FROM ROW(OLD."id", OLD."personId", OLD."createdAt")
     OR (OLD."confirmedAt" IS NOT NULL AND NEW."confirmedAt" IS DISTINCT FROM OLD."confirmedAt")
  THEN RAISE EXCEPTION 'an authenticator app never changes hands';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_totp_factor BEFORE UPDATE ON "totp_factor" FOR EACH ROW EXECUTE FUNCTION guard_totp_factor();

-- The public half of a key that never leaves its authenticator.
CREATE TABLE "passkey" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "canBeBackedUp" BOOLEAN NOT NULL,
    "isBackedUp" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "passkey_backup_whole" CHECK ("canBeBackedUp" OR NOT "isBackedUp"),
    CONSTRAINT "passkey_counter_counts" CHECK ("counter" >= 0)
);
CREATE UNIQUE INDEX "passkey_credentialId_key" ON "passkey"("credentialId");
CREATE INDEX "passkey_personId_idx" ON "passkey"("personId");
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits for an answer: the question that an authenticator signs, or the second half of a sign-in. Only the hash of the random
-- text is kept; it is answered once, soon, by the person and session that it was made for, and for the item that it names.
CREATE TABLE "auth_challenge" (
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "personId" TEXT,
    "sessionId" TEXT,
    "subjectKind" TEXT,
    "subjectId" TEXT,
    "subjectHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "auth_challenge_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "auth_challenge_purpose_known" CHECK ("purpose" IN ('stepUp', 'addPasskey', 'passkeySignIn', 'secondFactor')),
    CONSTRAINT "auth_challenge_hash_whole" CHECK (length("hash") = 32),
    CONSTRAINT "auth_challenge_expires_later" CHECK ("expiresAt" > "createdAt"),
    CONSTRAINT "auth_challenge_used_in_time" CHECK ("usedAt" IS NULL OR "usedAt" <= "expiresAt"),
    CONSTRAINT "auth_challenge_subject_whole" CHECK (num_nonnulls("subjectKind", "subjectId", "subjectHash") IN (0, 3)),
    CONSTRAINT "auth_challenge_bound" CHECK (
      CASE "purpose"
        WHEN 'passkeySignIn' THEN num_nonnulls("personId", "sessionId") = 0
        WHEN 'secondFactor' THEN "personId" IS NOT NULL AND "sessionId" IS NULL
        ELSE num_nonnulls("personId", "sessionId") = 2
      END)
);
CREATE UNIQUE INDEX "auth_challenge_hash_key" ON "auth_challenge"("hash");
CREATE INDEX "auth_challenge_expiresAt_idx" ON "auth_challenge"("expiresAt");

CREATE FUNCTION guard_auth_challenge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."usedAt" IS NOT NULL THEN RAISE EXCEPTION 'a challenge is answered once'; END IF;
  IF to_jsonb(NEW) - 'usedAt' IS DISTINCT FROM to_jsonb(OLD) - 'usedAt' THEN RAISE EXCEPTION 'a challenge stays what it was made for'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_auth_challenge BEFORE UPDATE ON "auth_challenge" FOR EACH ROW EXECUTE FUNCTION guard_auth_challenge();

-- Each time that somebody who is signed in proved a second factor again: for a while, or for one item as it was shown.
CREATE UNIQUE INDEX "session_id_personId_key" ON "session"("id", "personId");
CREATE TABLE "step_up" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT,
    "subjectId" TEXT,
    "subjectHash" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_up_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "step_up_method_known" CHECK ("method" IN ('totp', 'passkey')),
    CONSTRAINT "step_up_kind_known" CHECK ("kind" IN ('session', 'item')),
    CONSTRAINT "step_up_item_whole" CHECK (num_nonnulls("subjectKind", "subjectId", "subjectHash") = CASE "kind" WHEN 'item' THEN 3 ELSE 0 END)
);
CREATE UNIQUE INDEX "step_up_merchantId_id_key" ON "step_up"("merchantId", "id");
CREATE INDEX "step_up_sessionId_at_idx" ON "step_up"("sessionId", "at" DESC);
ALTER TABLE "step_up" ADD CONSTRAINT "step_up_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "step_up" ADD CONSTRAINT "step_up_sessionId_personId_fkey" FOREIGN KEY ("sessionId", "personId") REFERENCES "session"("id", "personId") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "step_up" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "step_up" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A step-up for one item is spent by the deed that it was made for: the key lets no second deed have it.
CREATE TABLE "step_up_use" (
    "stepUpId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_up_use_pkey" PRIMARY KEY ("stepUpId")
);
CREATE UNIQUE INDEX "step_up_use_merchantId_stepUpId_key" ON "step_up_use"("merchantId", "stepUpId");
ALTER TABLE "step_up_use" ADD CONSTRAINT "step_up_use_merchantId_stepUpId_fkey" FOREIGN KEY ("merchantId", "stepUpId") REFERENCES "step_up"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "step_up_use" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "step_up_use" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Wrong passwords and wrong codes are counted together; a step-up's own failures are told from a stranger's guesses at the password.
ALTER TABLE "sign_in_attempt"
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'password',
  ADD CONSTRAINT "sign_in_attempt_kind_known" CHECK ("kind" IN ('password', 'secondFactor', 'stepUp'));
