import { expect, test } from "vitest";
import { matrixDocument } from "@/lib/testing/matrix-document";

test("docs/security/matrix.md says what the tables say", async () => {
  await expect(matrixDocument()).toMatchFileSnapshot("../../../docs/security/matrix.md");
});
