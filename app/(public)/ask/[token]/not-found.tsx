import { PlainFrame } from "@/components/ui/plain-frame";

/** One face for links that were used, taken back, ran out or never were. */
export default function AskNotFound() {
  return (
    <PlainFrame title="This link does not work any more">
      <p>Links like this one work once, and for a few days. Ask whoever sent it to you for a new one.</p>
    </PlainFrame>
  );
}
