-- A session that nobody uses ends. Those that are open now count as used now.
ALTER TABLE "session" ADD COLUMN "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
