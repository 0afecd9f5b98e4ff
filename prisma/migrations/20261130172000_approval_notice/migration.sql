-- Of which payouts, as they stood, approvers have been told: nobody is written to twice about the same.
CREATE TABLE "approval_notice" (
    "payoutId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "given" INTEGER NOT NULL,
    "merchantId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_notice_pkey" PRIMARY KEY ("payoutId", "round", "given")
);
ALTER TABLE "approval_notice" ADD CONSTRAINT "approval_notice_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "approval_notice" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "approval_notice" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
