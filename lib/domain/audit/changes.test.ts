import { expect, test } from "vitest";
import { changesIn } from "./changes";

test.each([
  [{ name: { from: "Ada", to: null }, note: "x" }, [{ name: "name", from: "Ada", to: null }], { note: "x" }],
  [{ event: "approve", from: "a", to: "b" }, [{ name: "", from: "a", to: "b" }], { event: "approve" }],
  [
    { before: { role: "maker", scopes: ["a"] }, after: { role: "checker", scopes: ["a"] } },
    [{ name: "role", from: "maker", to: "checker" }],
    {},
  ],
  [{ before: null, after: { email: "x@y.test" } }, [{ name: "email", from: null, to: "x@y.test" }], {}],
  [{ before: "DE•• 3000" }, [], { before: "DE•• 3000" }],
  [{ from: "elsewhere" }, [], { from: "elsewhere" }],
  [{ before: "one", after: "two" }, [{ name: "", from: "one", to: "two" }], {}],
  [{ route: { from: "a", to: "b", by: "c" } }, [], { route: { from: "a", to: "b", by: "c" } }],
])("of %j it tells the changes and the rest", (details, changes, rest) => {
  expect(changesIn(details)).toEqual({ changes, rest });
});
