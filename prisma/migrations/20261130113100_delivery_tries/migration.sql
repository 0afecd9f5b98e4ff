-- When a delivery that still waits is tried again. A sweep takes those that are due, so that many that wait for long do not keep the others from their turn.
ALTER TABLE "webhook_delivery" ADD COLUMN "nextTryAt" TIMESTAMPTZ(3);
UPDATE "webhook_delivery" SET "nextTryAt" = now() WHERE "state" IN ('waiting', 'stored') AND "receivedAt" > now() - interval '72 hours';
DROP INDEX "webhook_delivery_open_idx";
CREATE INDEX "webhook_delivery_due_idx" ON "webhook_delivery" ("nextTryAt") WHERE "state" IN ('waiting', 'stored');
