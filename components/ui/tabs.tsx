"use client";

import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components/Tabs";
import { TAB } from "./tab-style";

export type TabPart = { id: string; title: string; count?: number; body: ReactNode };

export type TabsProps = { label: string; parts: readonly TabPart[]; chosen?: string; onChoose?: (id: string) => void };

/** Parts of one thing, on one address. Views that have their own address are `LinkTabs`. */
export function Tabs({ label, parts, chosen, onChoose }: TabsProps) {
  return (
    <AriaTabs selectedKey={chosen} onSelectionChange={(id) => onChoose?.(String(id))} className="flex flex-col gap-4">
      <TabList aria-label={label} className="scroll-x flex gap-1 border-grey-2 border-b">
        {parts.map((part) => (
          <Tab key={part.id} id={part.id} className={TAB}>
            {part.title}
            {part.count === undefined ? null : <span className="text-grey-5 tabular-nums">{part.count}</span>}
          </Tab>
        ))}
      </TabList>
      {parts.map((part) => (
        <TabPanel key={part.id} id={part.id} className="outline-none">
          {part.body}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
