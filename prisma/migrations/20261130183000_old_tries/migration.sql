-- Tries are forgotten after a day, also those for addresses that nobody has: found by their age.
CREATE INDEX "sign_in_attempt_at_idx" ON "sign_in_attempt"("at");
