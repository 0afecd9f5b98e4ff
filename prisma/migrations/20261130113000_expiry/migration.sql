-- A payout that waits for approval carries the moment at which it expires, by the policy of the day on which it was asked for.
ALTER TABLE "payout" ADD COLUMN "expiresAt" TIMESTAMPTZ(3);
UPDATE "payout" SET "expiresAt" = "stateAt" + interval '7 days' WHERE "state" = 'awaitingApproval';
