"use client";

import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components/Menu";
import { classNames } from "./class-names";
import { CHOICE, FLOAT } from "./float";
import { Kbd } from "./kbd";

export type MenuProps = {
  label: string;
  trigger: ReactElement;
  placement?: "bottom start" | "bottom end" | "top start" | "right bottom";
  children: ReactNode;
};

export function Menu({ label, trigger, placement = "bottom start", children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} offset={4} className={classNames(FLOAT, "float-motion min-w-52 overflow-auto p-1")}>
        <AriaMenu aria-label={label} className="outline-none">
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export type MenuItemProps = {
  id?: string;
  text: string;
  detail?: ReactNode;
  icon?: ReactNode;
  shortcut?: string;
  tone?: "plain" | "danger";
  isDisabled?: boolean;
  onAction?: () => void;
  href?: string;
};

export function MenuItem({ text, detail, icon, shortcut, tone = "plain", ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem {...rest} textValue={text} className={classNames(CHOICE, "group", tone === "danger" && "text-red")}>
      {icon ? <span className={tone === "danger" ? "" : "text-grey-5"}>{icon}</span> : null}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">{text}</span>
        {detail ? <span className="text-grey-5 text-small">{detail}</span> : null}
      </span>
      {shortcut ? <Kbd>{shortcut}</Kbd> : null}
      <Check className="hidden text-accent group-data-selected:block" aria-hidden />
    </AriaMenuItem>
  );
}

export type MenuGroupProps = {
  title?: string;
  /** Give both for a group in which one is chosen. */
  chosen?: string;
  onChoose?: (id: string) => void;
  children: ReactNode;
};

export function MenuGroup({ title, chosen, onChoose, children }: MenuGroupProps) {
  const isChoice = chosen !== undefined;
  return (
    <AriaMenuSection
      aria-label={title}
      selectionMode={isChoice ? "single" : "none"}
      disallowEmptySelection
      selectedKeys={isChoice ? [chosen] : []}
      onSelectionChange={(keys) => {
        const [first] = keys === "all" ? [] : [...keys];
        if (typeof first === "string") onChoose?.(first);
      }}
    >
      {title ? <Header className="px-2 pt-1.5 pb-1 text-grey-5 text-small">{title}</Header> : null}
      {children}
    </AriaMenuSection>
  );
}

export function MenuLine() {
  return <Separator className="mx-2 my-1 border-grey-2 border-t" />;
}
