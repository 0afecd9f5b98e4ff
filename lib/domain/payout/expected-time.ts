import type { Standing } from "./standing";

/** When money that has left is usually there, by the rail it takes. The receiver's bank has the last word, so no hour is promised. */
const USUALLY: Readonly<Record<string, string>> = {
  "SEPA Instant": "within minutes",
  "Faster Payments": "within minutes",
  "Express Elixir": "within minutes",
  "Interac e-Transfer": "within an hour",
  "Virtual card": "within minutes",
  "On-chain": "within an hour",
  SEPA: "by the next working day",
  "SEPA Credit Transfer": "by the next working day",
  Elixir: "by the next working day",
  "Direct Entry": "by the next working day",
  "Direct Credit": "by the next working day",
  EFT: "within two working days",
  ACH: "within three working days",
  SWIFT: "within five working days",
};

const NOT_YET = "It cannot be said yet.";

/** What may be expected, for whoever waits for the money. Null where there is nothing to wait for. */
export function expectedTime({ standing, rail }: { readonly standing: Standing; readonly rail: string | null }): string | null {
  const usually = rail === null ? undefined : USUALLY[rail];
  switch (standing) {
    case "paid":
    case "endedUnpaid":
    case "couldNotBeSent":
    case "didNotArrive":
    case "cameBack":
      return null;
    case "aboutToBeSent":
      return usually ? `Usually ${usually} after it is sent.` : NOT_YET;
    case "onItsWay":
      return usually ? `Usually ${usually} after it was sent. The receiver's bank may take longer.` : "The receiver's bank decides.";
    case "beingChecked":
    case "handedOver":
    case "unconfirmed":
    case "contradicted":
      return NOT_YET;
  }
}
