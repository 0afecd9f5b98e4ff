import { BATCH, SUBMITTED_BATCH } from "./examples";
import type { RestOperation } from "./operation";

const FILE = "name,iban,amount,currency,reference\nAnna Schmidt,DE89370400440532013000,10.00,EUR,R-1\n";

export const BATCH_OPERATIONS: readonly RestOperation[] = [
  {
    id: "openBatch",
    method: "post",
    path: "/batches",
    tag: "batches",
    scope: "payouts:write",
    summary: "Bring a file of payouts",
    description:
      "The file is read and checked, and pays nobody before it is submitted. Columns are recognised by their headings. A long file is taken in after the answer: its `state` is `reading` meanwhile.",
    query: [{ name: "name", description: "What the file is called.", schema: { type: "string", maxLength: 200 } }],
    file: { mediaType: "text/csv", name: "payouts.csv", example: FILE },
    idempotency: "accepted",
    answers: [{ status: 201, description: "The batch, as far as it was read.", schema: "Batch", example: BATCH, hasLocation: true }],
  },
  {
    id: "readBatch",
    method: "get",
    path: "/batches/{batchId}",
    tag: "batches",
    scope: "payouts:read",
    summary: "Read a batch",
    description:
      "How many rows are in which state, what submitting now would ask for, and which rows cannot go as they stand. Its payouts are `GET /payouts?batchId=…`.",
    answers: [{ status: 200, description: "The batch.", schema: "Batch", example: BATCH }],
  },
  {
    id: "submitBatch",
    method: "post",
    path: "/batches/{batchId}/submit",
    tag: "batches",
    scope: "payouts:write",
    summary: "Submit what is ready",
    description:
      "All rows that are ready go, or none: where something has changed since you looked, it answers 409. Each row becomes a payout of its own, once, and waits for its approval like any other.",
    idempotency: "required",
    body: { schema: "BatchSubmitRequest", examples: [{ name: "seen", summary: "What was looked at", value: { revision: 1, rows: 1 } }] },
    answers: [{ status: 200, description: "The batch, submitted.", schema: "Batch", example: SUBMITTED_BATCH }],
    problems: ["changedMeanwhile"],
  },
];
