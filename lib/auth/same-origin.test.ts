import { expect, test } from "vitest";
import { isForged, isSameOrigin } from "./same-origin";

test.each([
  [false, {}],
  [false, { host: "desk.test" }],
  [true, { "sec-fetch-site": "same-origin" }],
  [false, { "sec-fetch-site": "none" }],
  [false, { "sec-fetch-site": "same-site" }],
  [false, { "sec-fetch-site": "cross-site" }],
  [false, { "sec-fetch-site": "cross-site", origin: "https://desk.test", host: "desk.test" }],
  [true, { origin: "https://desk.test", host: "desk.test" }],
  [true, { origin: "https://desk.test", host: "127.0.0.1:3000", "x-forwarded-host": "desk.test" }],
  [false, { origin: "https://evil.test", host: "desk.test" }],
  [false, { origin: "null", host: "desk.test" }],
  [false, { origin: "https://desk.test:8443", host: "desk.test" }],
])("%s for %j", (isOurs, headers) => {
  expect(isSameOrigin(new Headers(headers))).toBe(isOurs);
});

test.each(["GET", "HEAD", "OPTIONS"])("%s is nobody's deed", (method) => {
  expect(isForged({ method, headers: new Headers() })).toBe(false);
});

test.each(["POST", "PUT", "PATCH", "DELETE", "QUERY"])("%s has to come from a page of ours", (method) => {
  expect(isForged({ method, headers: new Headers({ "sec-fetch-site": "cross-site" }) })).toBe(true);
  expect(isForged({ method, headers: new Headers({ "sec-fetch-site": "same-origin" }) })).toBe(false);
});
