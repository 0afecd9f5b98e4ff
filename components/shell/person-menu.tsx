"use client";

import { Keyboard, LogOut, Mail, ShieldCheck } from "lucide-react";
import { startTransition } from "react";
import { Button } from "react-aria-components/Button";
import { PersonTile } from "@/components/display/person-label";
import { Menu, MenuGroup, MenuItem, MenuLine } from "@/components/ui/menu";
import { DESK } from "./desk";
import type { NavigationItem } from "./navigation";
import { useDesk } from "./use-desk";

export type PersonMenuProps = {
  person: { name: string; email: string; role: string };
  timeZone: string;
  mailboxHref?: NavigationItem["href"];
  onSignOut: () => Promise<void>;
  onShowKeys: () => void;
};

export function PersonMenu({ person, timeZone, mailboxHref, onSignOut, onShowKeys }: PersonMenuProps) {
  const [theme, setTheme] = useDesk("theme");
  const [density, setDensity] = useDesk("density");
  return (
    <Menu
      label="You"
      placement="bottom end"
      trigger={
        <Button
          aria-label={`${person.name}, ${person.role}`}
          className="flex h-8 items-center gap-2 rounded-ui px-1.5 transition-colors hover:bg-grey-1 pointer-coarse:h-11"
        >
          <PersonTile name={person.name} />
          <span className="hidden max-w-36 truncate lg:block">{person.name}</span>
        </Button>
      }
    >
      <MenuGroup title={`${person.email} · ${person.role} · times in ${timeZone.replaceAll("_", " ")}`}>
        <MenuItem id="security" text="Security" icon={<ShieldCheck />} href="/account/security" />
        <MenuItem id="keys" text="Keyboard" icon={<Keyboard />} shortcut="?" onAction={onShowKeys} />
        {mailboxHref ? <MenuItem id="mailbox" text="Demo mailbox" icon={<Mail />} href={mailboxHref} /> : null}
      </MenuGroup>
      <MenuLine />
      <MenuGroup title="Theme" chosen={theme} onChoose={(id) => DESK.theme.filter((choice) => choice === id).forEach(setTheme)}>
        <MenuItem id="system" text="As the system" />
        <MenuItem id="light" text="Light" />
        <MenuItem id="dark" text="Dark" />
      </MenuGroup>
      <MenuLine />
      <MenuGroup title="Rows" chosen={density} onChoose={(id) => DESK.density.filter((choice) => choice === id).forEach(setDensity)}>
        <MenuItem id="compact" text="Compact" />
        <MenuItem id="comfortable" text="Comfortable" />
      </MenuGroup>
      <MenuLine />
      <MenuItem id="sign-out" text="Sign out" icon={<LogOut />} onAction={() => startTransition(onSignOut)} />
    </Menu>
  );
}
