import { PlainFrame } from "@/components/ui/plain-frame";

/** One face for links that ran out, were ended or never were. */
export default function ShareNotFound() {
  return (
    <PlainFrame title="This link has expired">
      <p>Ask whoever sent it to you for a new one.</p>
    </PlainFrame>
  );
}
