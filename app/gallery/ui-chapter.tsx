"use client";

import { ArrowUpRight, Ban, Check, CircleHelp, Copy, EllipsisVertical, Plus, Rows3, Rows4, Stamp, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge, CountBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Disclosure } from "@/components/ui/disclosure";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { Link, OutsideLink } from "@/components/ui/link";
import { LinkTabs } from "@/components/ui/link-tabs";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { Pager } from "@/components/ui/pager";
import { Popover } from "@/components/ui/popover";
import { Progress } from "@/components/ui/progress";
import { RadioCards } from "@/components/ui/radio-cards";
import { Refusal } from "@/components/ui/refusal";
import { RowLink, RowList } from "@/components/ui/row-list";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import { ChoicesSpecimen } from "./choices-specimen";
import { OverlaySpecimens } from "./overlay-specimens";
import { Chapter, Specimen } from "./specimen";

export function UiChapter() {
  const [rows, setRows] = useState("compact");
  const [isTicked, setIsTicked] = useState(true);
  const [way, setWay] = useState<string | null>("back");
  return (
    <Chapter title="Interface">
      <Specimen name="Button">
        <Button tone="primary">
          <Plus aria-hidden />
          New payout
        </Button>
        <Button>Quiet</Button>
        <Button tone="plain">Plain</Button>
        <Button tone="danger">
          <Ban aria-hidden />
          Cancel payout
        </Button>
        <Button tone="primary" isPending>
          Submit for approval
        </Button>
        <Button isPending>Look up</Button>
        <Button isDisabled>Not now</Button>
        <Button size="small">Small</Button>
        <Button size="large" tone="primary">
          Approve
          <Kbd tone="reversed">A</Kbd>
        </Button>
        <ButtonLink href="/gallery">As a link</ButtonLink>
      </Specimen>
      <Specimen name="Icon button, tooltip">
        <IconButton label="Copy" shortcut="Y">
          <Copy />
        </IconButton>
        <IconButton label="Remove" tone="quiet">
          <Trash2 />
        </IconButton>
        <IconButton label="More" size="small">
          <EllipsisVertical />
        </IconButton>
        <IconButton label="Remove" isDisabled>
          <Trash2 />
        </IconButton>
        <CopyButton text="0cd1b0f7" label="Copy the answer" />
      </Specimen>
      <Specimen name="Link, key">
        <Link href="/gallery">A link in a sentence</Link>
        <Link href="/gallery" tone="quiet">
          A name in a table
        </Link>
        <OutsideLink href="https://example.com">The provider's console</OutsideLink>
        <Kbd>J</Kbd>
        <Kbd>Ctrl Enter</Kbd>
      </Specimen>
      <Specimen name="Badge">
        <Badge>Neutral</Badge>
        <Badge tone="outline">Outline</Badge>
        <Badge tone="good" icon={<Check aria-hidden />}>
          Good
        </Badge>
        <Badge tone="slate">On its way</Badge>
        <Badge tone="amber">Needs a person</Badge>
        <Badge tone="hatched">Not known</Badge>
        <Badge tone="red">Did not arrive</Badge>
        <CountBadge count={7} noun="wait" />
        <CountBadge count={1200} noun="rows" tone="neutral" />
      </Specimen>
      <Specimen name="Text field" layout="grid">
        <TextField label="Reference" hint="The receiver sees this on the statement." placeholder="ORD-88213" />
        <TextField label="E-mail" defaultValue="ada@example" error="There is no domain after the @." />
        <TextField label="Order" defaultValue="ORD-88213" isMono disabled />
        <TextField label="Statement text" aside="optional" defaultValue="Refund order 88213" />
        <TextField label="Name" isRequired before={<ArrowUpRight aria-hidden />} placeholder="As the bank knows it" />
        <TextField label="Fee" isNumeric defaultValue="0.35" after="EUR" />
        <TextArea label="Note" hint="The maker sees this." placeholder="What should change?" />
        <TextArea label="Reason" defaultValue="x" error="Say it in a few words, so that the maker can act." />
      </Specimen>
      <ChoicesSpecimen />
      <Specimen name="Checkbox, radio cards" layout="stack">
        <div className="flex flex-wrap gap-6">
          <Checkbox value={isTicked} onChange={setIsTicked}>
            Only mine
          </Checkbox>
          <Checkbox value={false} hint="Webhooks and look-ups as well.">
            Show everything
          </Checkbox>
          <Checkbox isIndeterminate>Some rows</Checkbox>
          <Checkbox value isDisabled>
            Always on
          </Checkbox>
        </div>
        <RadioCards
          label="Who gets the money?"
          columns={2}
          value={way}
          onChange={setWay}
          cards={[
            {
              id: "back",
              title: "Send back to an account that paid in",
              sentence: "Paste an order or a customer. The account and the most are filled in.",
            },
            { id: "out", title: "Send to a receiver", sentence: "Somebody who may be paid, or somebody new." },
          ]}
        />
      </Specimen>
      <Specimen name="Segmented, tabs" layout="stack">
        <div>
          <Segmented
            label="Rows"
            chosen={rows}
            onChoose={setRows}
            segments={[
              { id: "compact", text: "Compact", icon: <Rows4 aria-hidden /> },
              { id: "comfortable", text: "Comfortable", icon: <Rows3 aria-hidden /> },
            ]}
          />
        </div>
        <LinkTabs
          label="Views"
          tabs={[
            { href: "/gallery", title: "All", isCurrent: true },
            { href: "/gallery/desk", title: "Needs a person", count: 7 },
          ]}
        />
        <Tabs
          label="Parts of a payout"
          parts={[
            { id: "timeline", title: "Timeline", count: 12, body: <p>What happened, newest first.</p> },
            { id: "facts", title: "Facts", body: <p>What was asked for.</p> },
          ]}
        />
      </Specimen>
      <OverlaySpecimens />
      <Specimen name="Menu, popover">
        <Menu label="Deeds" trigger={<Button>Deeds</Button>}>
          <MenuItem id="copy" text="Copy the number" icon={<Copy />} shortcut="Y" />
          <MenuItem id="look" text="Look up at the provider" detail="Asks, and changes nothing" icon={<ArrowUpRight />} />
          <MenuLine />
          <MenuItem id="cancel" text="Cancel payout" icon={<Ban />} tone="danger" />
          <MenuItem id="late" text="Revoke approval" detail="Too late: it is with the provider" isDisabled />
        </Menu>
        <Popover label="Columns" trigger={<Button>Columns</Button>}>
          <div className="flex flex-col gap-2">
            <Checkbox value>Receiver</Checkbox>
            <Checkbox value={false}>Rail</Checkbox>
          </div>
        </Popover>
        <Button onPress={() => confirmDone("Payout approved", { text: "Undo", shortcut: "Z", onPress: () => undefined })}>
          Confirm something
        </Button>
      </Specimen>
      <Specimen name="Callout, refusal" layout="stack">
        <Callout tone="info" title="Paid out within ten seconds, as a rule">
          SEPA Instant works around the clock. After ten seconds we look it up.
        </Callout>
        <Callout tone="warning" title="Looks like a payout you made 3 minutes ago" actions={<Button size="small">Show it</Button>}>
          Same receiver, same amount, same order.
        </Callout>
        <Callout tone="danger" title="The provider refused our credentials">
          Payouts of this connection wait. Nothing was sent.
        </Callout>
        <Refusal title="The key was not revoked" sentence="Somebody else revoked it a moment ago. Reload to see how it stands." />
      </Specimen>
      <Specimen name="Card, facts" layout="grid">
        <Card title="Money">
          <DefinitionList
            isNumeric
            facts={[
              { term: "Amount", value: "1,250.00 EUR" },
              { term: "Fee", value: "0.35 EUR" },
              { term: "Leaves the account", value: "1,250.35 EUR" },
            ]}
          />
        </Card>
        <Card title="Facts" tools={<Button size="small">Edit</Button>}>
          <DefinitionList
            facts={[
              { term: "Reference", value: "ORD-88213" },
              { term: "Connection", value: "TrueLayer EUR" },
            ]}
          />
        </Card>
        <Card>
          <Disclosure summary="Show the exchange" isOpen>
            Opens in place, and the browser's search finds what is inside.
          </Disclosure>
        </Card>
      </Specimen>
      <Specimen name="Row list" layout="stack">
        <Card title="Needs a person today" padding="flush">
          <RowList label="Needs a person today">
            <RowLink
              href="/gallery"
              before={<Stamp className="size-4 text-amber" aria-hidden />}
              title="Awaiting my approval"
              detail="The oldest since 08:12"
              after="7"
              afterDetail="18,640.00 EUR"
            />
            <RowLink
              href="/gallery"
              before={<CircleHelp className="size-4 text-amber" aria-hidden />}
              title="Unconfirmed"
              after="1"
              afterDetail="18,420.75 GBP"
            />
          </RowList>
        </Card>
      </Specimen>
      <Specimen name="Progress, skeleton" layout="grid">
        <Progress label="Checking the file" done={3200} total={5000} noun="rows" />
        <Progress label="Reading" done={120} noun="rows" />
        <span className="flex flex-col gap-2">
          <Skeleton height="figure" width="long" />
          <Skeleton width="full" />
          <Skeleton width="medium" />
        </span>
      </Specimen>
      <Specimen name="Pager" layout="stack">
        <Pager label="Pages" olderHref="/gallery">
          50 of 1,284
        </Pager>
      </Specimen>
    </Chapter>
  );
}
