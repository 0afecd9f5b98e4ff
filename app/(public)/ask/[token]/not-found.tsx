import { AskFrame } from "@/components/receivers/ask-frame";

/** One face for links that were used, taken back, ran out or never were. */
export default function AskNotFound() {
  return (
    <AskFrame title="This link does not work any more">
      <p>Links like this one work once, and for a few days. Ask whoever sent it to you for a new one.</p>
    </AskFrame>
  );
}
