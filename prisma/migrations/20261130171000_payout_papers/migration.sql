-- What checkers ask and makers answer about a payout: written once, with its author.
CREATE TABLE "payout_note" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_note_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "payout_note_payoutId_at_idx" ON "payout_note"("payoutId", "at" DESC);
ALTER TABLE "payout_note" ADD CONSTRAINT "payout_note_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_note"
  ADD CONSTRAINT "payout_note_kind_known" CHECK ("kind" IN ('question', 'answer')),
  ADD CONSTRAINT "payout_note_not_empty" CHECK (length(trim("text")) > 0);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "payout_note" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_note" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Papers that belong to a payout. The bytes lie outside, under their own hash; here is what they are and who brought them.
CREATE TABLE "attachment" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "addedById" TEXT NOT NULL,
    "addedByName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);
-- The same paper twice on one payout is once.
CREATE UNIQUE INDEX "attachment_payoutId_sha256_key" ON "attachment"("payoutId", "sha256");
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "attachment"
  ADD CONSTRAINT "attachment_kind_known" CHECK ("kind" IN ('pdf', 'png', 'jpeg')),
  ADD CONSTRAINT "attachment_size" CHECK ("bytes" BETWEEN 1 AND 10485760),
  ADD CONSTRAINT "attachment_hash_form" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "attachment_name_clean" CHECK ("name" ~ '^[^/\\[:cntrl:]]{1,120}$');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "attachment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "attachment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
