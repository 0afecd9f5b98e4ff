-- Mail that is to go out: written with the change that it tells of, sent afterwards, and kept. The link is readable only until it is sent.
CREATE TABLE "mail" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "personId" TEXT,
    "toAddress" TEXT NOT NULL,
    "toName" TEXT,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "pathSealed" BYTEA,
    "pathKeyId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),
    "fault" TEXT,
    "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "mail_merchantId_queuedAt_id_idx" ON "mail"("merchantId", "queuedAt" DESC, "id" DESC);
CREATE INDEX "mail_due_idx" ON "mail" ("nextTryAt") WHERE "endedAt" IS NULL;
ALTER TABLE "mail" ADD CONSTRAINT "mail_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "mail" ADD CONSTRAINT "mail_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "mail"
  ADD CONSTRAINT "mail_state_known" CHECK ("state" IN ('waiting', 'sending', 'sent', 'givenUp')),
  ADD CONSTRAINT "mail_ends_once" CHECK (("state" IN ('sent', 'givenUp')) = ("endedAt" IS NOT NULL)),
  ADD CONSTRAINT "mail_open_is_due" CHECK (("endedAt" IS NULL) = ("nextTryAt" IS NOT NULL)),
  ADD CONSTRAINT "mail_link_whole" CHECK (num_nonnulls("pathSealed", "pathKeyId") IN (0, 2)),
  -- A line break would let a receiver's name write headers; a second link would be one that nobody vouches for.
  ADD CONSTRAINT "mail_one_line" CHECK ("subject" !~ '[\r\n]' AND "toAddress" !~ '[\s<>,;]' AND coalesce("toName", '') !~ '[\r\n]'),
  ADD CONSTRAINT "mail_no_link_inside" CHECK ("text" !~* 'https?://' AND "subject" !~* 'https?://');

CREATE FUNCTION guard_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."endedAt" IS NOT NULL AND NOT (NEW."pathSealed" IS NULL AND NEW."state" = OLD."state" AND NEW."endedAt" = OLD."endedAt") THEN
    RAISE EXCEPTION 'a mail ends once';
  END IF;
  IF ROW(NEW."id", NEW."merchantId", NEW."personId", NEW."toAddress", NEW."toName", NEW."subject", NEW."text", NEW."queuedAt")
     IS DISTINCT FROM ROW(OLD."id", OLD."merchantId", OLD."personId", OLD."toAddress", OLD."toName", OLD."subject", OLD."text", OLD."queuedAt")
     OR NEW."tries" < OLD."tries"
  THEN RAISE EXCEPTION 'what a mail says never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_mail BEFORE UPDATE ON "mail" FOR EACH ROW EXECUTE FUNCTION guard_mail();
CREATE TRIGGER no_delete BEFORE DELETE ON "mail" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "mail" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
