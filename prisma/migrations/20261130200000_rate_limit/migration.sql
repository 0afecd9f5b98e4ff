-- One way to count how often somebody comes, for all processes: the table that rate-limiter-flexible asks for. Counted for minutes, so it
-- costs no write-ahead log, and a crash of the server forgets it.
CREATE UNLOGGED TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

DROP TABLE "public_knock";
