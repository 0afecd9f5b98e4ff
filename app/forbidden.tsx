import { ButtonLink } from "@/components/ui/button-link";
import { ForbiddenFace } from "@/components/ui/forbidden-face";

export default function Forbidden() {
  return (
    <main>
      <ForbiddenFace action={<ButtonLink href="/">Back to the overview</ButtonLink>} />
    </main>
  );
}
