-- The page on which a receiver names the account. Whoever has its address can do so: sealed, and shown on request.
ALTER TABLE "payout" ADD COLUMN "receiverLinkSealed" BYTEA, ADD COLUMN "receiverLinkKeyId" TEXT;
ALTER TABLE "payout" ADD CONSTRAINT "payout_receiver_link_whole" CHECK (("receiverLinkSealed" IS NULL) = ("receiverLinkKeyId" IS NULL));
