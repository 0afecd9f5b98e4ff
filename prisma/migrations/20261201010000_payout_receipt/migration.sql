-- Receipts that were handed out: what each said, and the hash of the code by which anybody can hold it against how the payout stands now. A
-- receipt is on paper somewhere for as long as paper lasts, so nothing here is changed or taken away.
CREATE TABLE "payout_receipt" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "standing" TEXT NOT NULL,
    "stateAt" TIMESTAMPTZ(3) NOT NULL,
    "amountMinor" DECIMAL(38,0) NOT NULL,
    "currency" TEXT NOT NULL,
    "accountMasked" TEXT,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_receipt_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payout_receipt_codeHash_key" ON "payout_receipt"("codeHash");
CREATE INDEX "payout_receipt_payoutId_idx" ON "payout_receipt"("payoutId");
ALTER TABLE "payout_receipt" ADD CONSTRAINT "payout_receipt_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_receipt"
  ADD CONSTRAINT "payout_receipt_hash_whole" CHECK (length("codeHash") = 32),
  ADD CONSTRAINT "payout_receipt_amount_positive" CHECK ("amountMinor" > 0),
  ADD CONSTRAINT "payout_receipt_standing_known" CHECK ("standing" IN ('beingChecked', 'aboutToBeSent', 'handedOver', 'unconfirmed', 'onItsWay',
    'paid', 'endedUnpaid', 'couldNotBeSent', 'didNotArrive', 'cameBack', 'contradicted'));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "payout_receipt" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_receipt" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
