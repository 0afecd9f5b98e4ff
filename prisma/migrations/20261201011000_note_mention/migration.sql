-- Notes that are neither question nor answer, and whom they speak of. A note names people by their ids; who is named here is told once, and
-- the moment at which they saw it is the one thing that is ever added.
ALTER TABLE "payout_note" DROP CONSTRAINT "payout_note_kind_known";
ALTER TABLE "payout_note" ADD CONSTRAINT "payout_note_kind_known" CHECK ("kind" IN ('question', 'answer', 'note'));
CREATE UNIQUE INDEX "payout_note_merchantId_id_key" ON "payout_note"("merchantId", "id");

CREATE TABLE "payout_mention" (
    "noteId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "payout_mention_pkey" PRIMARY KEY ("noteId", "personId")
);
CREATE INDEX "payout_mention_payoutId_idx" ON "payout_mention"("payoutId");
-- What somebody has not seen yet is looked for on every overview.
CREATE INDEX "payout_mention_unseen_idx" ON "payout_mention" ("merchantId", "personId", "at" DESC) WHERE "seenAt" IS NULL;
ALTER TABLE "payout_mention" ADD CONSTRAINT "payout_mention_merchantId_noteId_fkey" FOREIGN KEY ("merchantId", "noteId") REFERENCES "payout_note"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_mention" ADD CONSTRAINT "payout_mention_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_mention" ADD CONSTRAINT "payout_mention_merchantId_personId_fkey" FOREIGN KEY ("merchantId", "personId") REFERENCES "membership"("merchantId", "personId") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION guard_payout_mention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."seenAt" IS NOT NULL
    OR ROW(NEW."noteId", NEW."personId", NEW."merchantId", NEW."payoutId", NEW."at") IS DISTINCT FROM ROW(OLD."noteId", OLD."personId", OLD."merchantId", OLD."payoutId", OLD."at")
  THEN RAISE EXCEPTION 'a mention is append-only but for when it was seen, once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_payout_mention BEFORE UPDATE ON "payout_mention" FOR EACH ROW EXECUTE FUNCTION guard_payout_mention();
CREATE TRIGGER no_delete BEFORE DELETE ON "payout_mention" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_mention" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
