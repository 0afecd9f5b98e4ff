"use client";

import { type KeyboardEvent, useId, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { CHOICE, FLOAT } from "@/components/ui/float";
import { TextArea } from "@/components/ui/text-area";
import { fittingNames, nameAt, type Picked } from "@/lib/domain/note/mentions";

export type MentionText = { readonly typed: string; readonly picked: readonly Picked[] };
export const NO_TEXT: MentionText = { typed: "", picked: [] };

export type MentionFieldProps = {
  label: string;
  hint?: string;
  people: readonly Picked[];
  value: MentionText;
  onChange: (value: MentionText) => void;
  maxLength: number;
};

const MOST_OFFERED = 6;

/**
 * A field in which "@" offers colleagues. The arrows go through them, Enter or Tab takes one, Escape goes on as it is typed; the field keeps
 * the focus, and screen readers are told what the arrows are at.
 */
export function MentionField({ label, hint, people, value, onChange, maxLength }: MentionFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [cursor, setCursor] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const asked = cursor === null ? null : nameAt(value.typed, cursor);
  const offered = asked ? fittingNames(people, asked.name).slice(0, MOST_OFFERED) : [];
  // What has been taken already is whole, and no longer asked for.
  const isOpen = offered.length > 0 && !value.picked.some(({ label: taken }) => asked?.name.trim() === taken);
  const active = Math.min(chosen, offered.length - 1);

  const follow = () => {
    setCursor(field.current?.selectionStart ?? null);
    setChosen(0);
  };
  const take = (person: Picked) => {
    if (!asked || cursor === null) return;
    const before = `${value.typed.slice(0, asked.from)}@${person.label} `;
    const picked = value.picked.some(({ personId }) => personId === person.personId) ? value.picked : [...value.picked, person];
    onChange({ typed: before + value.typed.slice(cursor), picked });
    setCursor(null);
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const person = offered[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setChosen((active + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && person) {
      take(person);
    } else if (event.key === "Escape") {
      setCursor(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div>
      <TextArea
        ref={field}
        label={label}
        hint={hint}
        rows={2}
        value={value.typed}
        onChange={(typed) => {
          onChange({ ...value, typed });
          follow();
        }}
        onKeyDown={onKeyDown}
        onSelect={() => setCursor(field.current?.selectionStart ?? null)}
        onBlur={() => setCursor(null)}
        maxLength={maxLength}
        offers={isOpen ? { listId, activeId: `${listId}-${active}` } : undefined}
      />
      {isOpen ? (
        <div id={listId} role="listbox" aria-label="Colleagues" className={classNames(FLOAT, "mt-1 p-1")}>
          {offered.map((person, place) => (
            // The keys are the field's: focus never leaves it.
            // biome-ignore lint/a11y/useFocusableInteractive: it is pointed at by aria-activedescendant.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field listens for the keys.
            <div
              key={person.personId}
              id={`${listId}-${place}`}
              role="option"
              aria-selected={place === active}
              data-focused={place === active || undefined}
              className={CHOICE}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              {person.label}
            </div>
          ))}
        </div>
      ) : null}
      <p role="status" className="sr-only">
        {isOpen ? `${offered.length} colleagues. Arrows choose, Enter takes one.` : ""}
      </p>
    </div>
  );
}
