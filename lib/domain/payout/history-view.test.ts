import { expect, test } from "vitest";
import { historyAddress, historyQuery, readHistorySize } from "./history-view";

test("how far a view goes down is one of three sizes, and stands in the address only where it is further than a page", () => {
  expect(["50", "200", "1000", "51", "", null].map(readHistorySize)).toEqual([50, 200, 1_000, 50, 50, 50]);
  const queryOf = (words: string) => {
    const address = new URLSearchParams(words);
    return historyQuery(historyAddress((name) => address.getAll(name)));
  };
  expect(queryOf("state=settled&rows=200")).toBe("state=settled&rows=200");
  expect(queryOf("rows=50&state=settled")).toBe("state=settled");
  expect(queryOf("rows=lots&older=abc.1")).toBe("older=abc.1");
});
