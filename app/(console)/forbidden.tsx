import { ButtonLink } from "@/components/ui/button-link";
import { ForbiddenFace } from "@/components/ui/forbidden-face";

export default function Forbidden() {
  return <ForbiddenFace action={<ButtonLink href="/">Go to the overview</ButtonLink>} />;
}
