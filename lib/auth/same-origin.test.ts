import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin";

test.each([
  [true, {}],
  [true, { "sec-fetch-site": "same-origin" }],
  [true, { "sec-fetch-site": "none" }],
  [false, { "sec-fetch-site": "same-site" }],
  [false, { "sec-fetch-site": "cross-site" }],
  [true, { origin: "https://desk.test", host: "desk.test" }],
  [true, { origin: "https://desk.test", host: "127.0.0.1:3000", "x-forwarded-host": "desk.test" }],
  [false, { origin: "https://evil.test", host: "desk.test" }],
  [false, { origin: "null", host: "desk.test" }],
  [false, { origin: "https://desk.test:8443", host: "desk.test" }],
])("%s for %j", (isOurs, headers) => {
  expect(isSameOrigin(new Headers(headers))).toBe(isOurs);
});
