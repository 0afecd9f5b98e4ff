import { Fragment } from "react";
import { Timestamp } from "./timestamp";

/** A sentence with moments in it, each written in the reader's zone. Made by the domain, where no zone is known. */
export function SentenceText({ parts }: { parts: readonly (string | Date)[] }) {
  return parts.map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never change places.
    <Fragment key={place}>{part instanceof Date ? <Timestamp at={part} /> : part}</Fragment>
  ));
}
