-- What few payouts have is found without walking past all the others.
CREATE INDEX "payout_failure_idx" ON "payout" ("merchantId", "failureReason", "createdAt" DESC, "id" DESC) WHERE "failureReason" IS NOT NULL;
CREATE INDEX "payout_rail_idx" ON "payout" ("merchantId", "rail", "createdAt" DESC, "id" DESC) WHERE "rail" IS NOT NULL;
