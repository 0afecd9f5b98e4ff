"use client";

import { Globe } from "lucide-react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { dateFormat } from "@/lib/base/formats";

/** Which zone every time on screen is in. On a phone it stands in the person's menu. */
export function TimeZoneLabel({ timeZone }: { timeZone: string }) {
  const { locale, now } = useDisplaySettings();
  const place = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  const zone = dateFormat(locale, { timeZone, timeZoneName: "short" })
    .formatToParts(now)
    .find((part) => part.type === "timeZoneName");
  return (
    <span className="hidden shrink-0 items-center gap-1.5 text-grey-5 text-small lg:flex" title={`All times are in ${timeZone}`}>
      <Globe className="size-3.5" aria-hidden />
      <span className="sr-only">All times are in </span>
      {zone && zone.value !== place ? `${place} ${zone.value}` : place}
    </span>
  );
}
