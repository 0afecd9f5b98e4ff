import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppProviders } from "@/components/shell/app-providers";
import { ButtonLink } from "@/components/ui/button-link";
import { showsGallery } from "@/lib/env";
import { DisplayChapter } from "./display-chapter";
import { FacesChapter } from "./faces-chapter";
import { FieldsChapter } from "./fields-chapter";
import { LOCALE, NOW, ZONE } from "./samples";
import { TokensChapter } from "./tokens-chapter";
import { UiChapter } from "./ui-chapter";

export const metadata: Metadata = { title: "Gallery" };

/** Every component of `ui`, `display` and `fields` in every state, to be looked at. */
export default function GalleryPage() {
  if (!showsGallery()) notFound();
  return (
    <AppProviders locale={LOCALE} timeZone={ZONE} now={NOW}>
      <main className="mx-auto flex max-w-360 flex-col gap-12 px-4 py-10 md:px-8">
        <header className="flex items-center justify-between gap-4">
          <h1 className="font-semibold text-figure">Gallery</h1>
          <ButtonLink href="/gallery/desk">The desk with everything on it</ButtonLink>
        </header>
        <TokensChapter />
        <UiChapter />
        <DisplayChapter />
        <FieldsChapter />
        <FacesChapter />
      </main>
    </AppProviders>
  );
}
