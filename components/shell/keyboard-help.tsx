"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { KeyGroup } from "@/components/ui/key-bindings";
import { parseChord, spellChord } from "@/components/ui/key-chord";
import { setSingleKeysOn, useSingleKeys } from "@/components/ui/single-keys";
import { useIsMac } from "@/components/ui/use-is-mac";

/** What is bound on this page at this moment, read from the bindings themselves. Loaded by `lazy`. */
export function KeyboardHelp({ groups, onClose }: { groups: readonly KeyGroup[]; onClose: () => void }) {
  const isMac = useIsMac();
  const areOn = useSingleKeys();
  return (
    <Dialog title="Keyboard" isOpen onClose={onClose}>
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title} className="flex flex-col">
          <h3 className="pb-1 font-medium text-grey-5 text-small">{group.title}</h3>
          <ul className="divide-y divide-grey-2">
            {group.bindings
              .filter((binding) => !binding.isDisabled)
              .map((binding) => (
                <li key={binding.keys} className="flex min-h-9 items-center justify-between gap-4">
                  {binding.label}
                  <Kbd>{spellChord(parseChord(binding.keys), isMac)}</Kbd>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <Checkbox
        value={areOn}
        onChange={setSingleKeysOn}
        hint="Switch this off if you speak to your computer. Keys with Ctrl go on working."
      >
        Single keys act
      </Checkbox>
    </Dialog>
  );
}
