import { ChipLink } from "@/components/ui/chip-link";
import { LOG_SHOWS, type LogShow } from "@/lib/domain/endpoint/schema";

const WORDS: Record<LogShow, string> = {
  all: "All",
  delivered: "Delivered",
  waiting: "Waiting",
  failing: "Failing",
  missed: "Missed",
};

/** Every view of the log is an address of its own. */
export function LogFilters({ show }: { show: LogShow }) {
  return (
    <nav aria-label="Filters" className="scroll-x -m-1 flex gap-2 p-1 md:flex-wrap">
      {LOG_SHOWS.map((one) => (
        <ChipLink key={one} href={`?show=${one}`} isCurrent={one === show}>
          {WORDS[one]}
        </ChipLink>
      ))}
    </nav>
  );
}
