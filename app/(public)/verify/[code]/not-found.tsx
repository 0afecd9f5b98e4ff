import { Link } from "@/components/ui/link";
import { PlainFrame } from "@/components/ui/plain-frame";

/** One face for whatever is not the code of a receipt. */
export default function VerifyNotFound() {
  return (
    <PlainFrame title="No receipt has this code">
      <p>Compare it with the paper, letter by letter. If it is the same, the receipt was not made here.</p>
      <p>
        <Link href="/verify">Type it again</Link>
      </p>
    </PlainFrame>
  );
}
