import { describe, expect, test } from "vitest";
import { PROVIDER_IDS, providerOf } from "@/lib/providers/registry";
import { expectedTime } from "./expected-time";
import { STANDINGS } from "./standing";

describe("the expected time", () => {
  test("is known for every rail that a provider pays by", () => {
    const rails = [...new Set(PROVIDER_IDS.flatMap((id) => providerOf(id).manifest.rails))];
    for (const rail of rails) expect(expectedTime({ standing: "onItsWay", rail }), rail).toMatch(/^Usually /);
  });

  test("is promised for nothing that nobody has released or confirmed, and to nobody who need not wait", () => {
    const told = Object.fromEntries(STANDINGS.map((standing) => [standing, expectedTime({ standing, rail: "SEPA Instant" })]));
    expect(told).toEqual({
      beingChecked: "It cannot be said yet.",
      aboutToBeSent: "Usually within minutes after it is sent.",
      handedOver: "It cannot be said yet.",
      unconfirmed: "It cannot be said yet.",
      onItsWay: "Usually within minutes after it was sent. The receiver's bank may take longer.",
      paid: null,
      endedUnpaid: null,
      couldNotBeSent: null,
      didNotArrive: null,
      cameBack: null,
      contradicted: "It cannot be said yet.",
    });
  });
});
