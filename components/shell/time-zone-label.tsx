"use client";

import { Globe } from "lucide-react";
import { useDisplaySettings } from "@/components/display/display-settings";
import { FocusableText, Tooltip } from "@/components/ui/tooltip";

/** Which zone every time on screen is in. On a phone it stands in the person's menu. */
export function TimeZoneLabel({ timeZone }: { timeZone: string }) {
  const { locale, now } = useDisplaySettings();
  const place = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  const short = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" })
    .formatToParts(now)
    .find((part) => part.type === "timeZoneName");
  return (
    <span className="hidden shrink-0 items-center gap-1.5 text-grey-5 text-small lg:flex">
      <Globe className="size-3.5" aria-hidden />
      <Tooltip text={`All times are in ${timeZone.replaceAll("_", " ")}`} placement="bottom">
        <FocusableText className="rounded-inner">{place === short?.value ? place : `${place} ${short?.value ?? ""}`}</FocusableText>
      </Tooltip>
    </span>
  );
}
