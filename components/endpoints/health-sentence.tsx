import { Timestamp } from "@/components/display/timestamp";
import type { EndpointView } from "@/lib/queries/list-endpoints";

/** The same as its badge, with since when. */
export function HealthSentence({ state, offWhy, stateAt, failingSince, lastDeliveredAt, waiting, notArrived }: EndpointView) {
  return (
    <>
      {state === "on" ? null : (
        <>
          {state === "off" ? "Off since " : "Removed "}
          <Timestamp at={stateAt} />
          {offWhy ? `: ${offWhy}` : "."}{" "}
        </>
      )}
      {failingSince ? (
        <>
          Nothing has arrived since <Timestamp at={failingSince} />.{" "}
        </>
      ) : null}
      {lastDeliveredAt ? (
        <>
          Last delivered <Timestamp at={lastDeliveredAt} isRelative />
        </>
      ) : (
        "Nothing delivered yet"
      )}
      {waiting > 0 ? `; ${waiting} on their way` : null}
      {notArrived > 0 ? `; ${notArrived} did not arrive` : null}.
    </>
  );
}
