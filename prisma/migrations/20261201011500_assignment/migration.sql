-- Whose a payout is: at most one person's at a time, with everybody whose it ever was.
ALTER TABLE "payout" ADD COLUMN "assigneeId" TEXT, ADD COLUMN "assigneeName" TEXT;
ALTER TABLE "payout" ADD CONSTRAINT "payout_assignee_whole" CHECK (num_nonnulls("assigneeId", "assigneeName") IN (0, 2));
ALTER TABLE "payout" ADD CONSTRAINT "payout_merchantId_assigneeId_fkey" FOREIGN KEY ("merchantId", "assigneeId") REFERENCES "membership"("merchantId", "personId") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Few payouts are anybody's.
CREATE INDEX "payout_assignee_idx" ON "payout" ("merchantId", "assigneeId", "createdAt" DESC, "id" DESC) WHERE "assigneeId" IS NOT NULL;

CREATE TABLE "payout_assignment" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "payoutId" TEXT NOT NULL,
    "assigneeId" TEXT,
    "assigneeName" TEXT,
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_assignment_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "payout_assignment_payoutId_at_idx" ON "payout_assignment"("payoutId", "at");
ALTER TABLE "payout_assignment" ADD CONSTRAINT "payout_assignment_merchantId_payoutId_fkey" FOREIGN KEY ("merchantId", "payoutId") REFERENCES "payout"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_assignment" ADD CONSTRAINT "payout_assignment_whole" CHECK (num_nonnulls("assigneeId", "assigneeName") IN (0, 2));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "payout_assignment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payout_assignment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
