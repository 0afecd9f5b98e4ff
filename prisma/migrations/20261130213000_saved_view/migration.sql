-- What the history is narrowed to, under a name: one person's own, or shown to everybody at the merchant.
CREATE TABLE "saved_view" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "isShared" BOOLEAN NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "saved_view_merchantId_id_key" ON "saved_view"("merchantId", "id");
CREATE INDEX "saved_view_merchantId_savedAt_idx" ON "saved_view"("merchantId", "savedAt");
-- Saving under a name that one has already means changing that view.
CREATE UNIQUE INDEX "saved_view_one_name" ON "saved_view" ("merchantId", "personId", lower("name")) WHERE "removedAt" IS NULL;
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "saved_view"
  ADD CONSTRAINT "saved_view_named" CHECK (length(btrim("name")) BETWEEN 1 AND 60),
  ADD CONSTRAINT "saved_view_narrows" CHECK ("query" <> '');

-- How a person has arranged the history: which columns in which order, how tall its rows are, and with which view it opens.
CREATE TABLE "history_layout" (
    "merchantId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "columns" TEXT[] NOT NULL,
    "isFirstPinned" BOOLEAN NOT NULL DEFAULT false,
    "density" TEXT,
    "defaultViewId" TEXT,

    CONSTRAINT "history_layout_pkey" PRIMARY KEY ("merchantId", "personId")
);
ALTER TABLE "history_layout" ADD CONSTRAINT "history_layout_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "history_layout" ADD CONSTRAINT "history_layout_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "history_layout" ADD CONSTRAINT "history_layout_merchantId_defaultViewId_fkey" FOREIGN KEY ("merchantId", "defaultViewId") REFERENCES "saved_view"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "history_layout" ADD CONSTRAINT "history_layout_density_known" CHECK ("density" IN ('compact', 'comfortable'));
