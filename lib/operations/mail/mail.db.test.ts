import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { ProcessDied, rehearseCrashes } from "@/lib/base/crash-point";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { aMerchant, aPerson } from "@/lib/testing/factories";
import { type QueueMail, queueMail } from "./queue-mail";
import { sendMail } from "./send-mail";
import { sweepMails } from "./sweep-mails";

type Letter = { readonly to: readonly string[]; readonly raw: string };
const letters: Letter[] = [];
/** What the server says to the next recipients, by code; empty: it takes everything. */
let refusals: number[] = [];
const passwords: string[] = [];

const servers: SMTPServer[] = [];
function aServer(options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({ logger: false, disableReverseLookup: true, ...options });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`127.0.0.1:${(server.server.address() as AddressInfo).port}`));
  });
}

let merchant: Merchant;
let address: string;
beforeAll(async () => {
  merchant = await aMerchant(db());
  address = await aServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: ({ password = "" }, _session, answer) => {
      passwords.push(password);
      answer(null, { user: "desk" });
    },
    onRcptTo: (_to, _session, answer) => {
      const code = refusals.shift();
      answer(code ? Object.assign(new Error("No, hush-hush@secret"), { responseCode: code }) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        letters.push({ to: session.envelope.rcptTo.map((one) => one.address), raw: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
});
afterAll(() => Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))));
beforeEach(() => {
  letters.length = 0;
  refusals = [];
});

const server = () => ({ smtpUrl: `smtp://${address}`, from: "Counterfoil <desk@example.com>" });
const send = (mailId: string) => sendMail({ mailId }, { server: server() });
const NOTICE = {
  to: { address: "bea@test.test", name: "Bea Checker" },
  subject: "A payout waits for you",
  text: "Two payouts wait.",
} as const;
const queued = async (wish: Partial<QueueMail> = {}) => {
  const id = await inTransaction((tx) => queueMail(tx, { merchantId: merchant.id, ...NOTICE, ...wish }));
  if (id === null) throw new Error("Nobody would get it.");
  return id;
};
const rowOf = (id: string) => db().mail.findUniqueOrThrow({ where: { id } });
const jobsOf = (id: string) => db().$queryRaw<unknown[]>`SELECT id FROM pgboss.job WHERE data->>'mailId' = ${id}`;

let resetClock = () => {};
const later = (ms: number) => {
  resetClock();
  const at = addMs(new Date(), ms);
  resetClock = replaceClock(() => at);
};
afterEach(() => {
  resetClock();
  resetClock = () => {};
});

describe("a mail", () => {
  test("exists exactly if its change does, with its job", async () => {
    const before = await db().mail.count();
    const undone = inTransaction(async (tx) => {
      await queueMail(tx, { merchantId: merchant.id, ...NOTICE });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await db().mail.count()).toBe(before);
    expect(await jobsOf(await queued())).toHaveLength(1);
  });

  test("goes out once, in plain text, with one link, which is gone from the desk afterwards", async () => {
    const id = await queued({ path: "/payouts/po_1" });
    expect(JSON.stringify(await rowOf(id))).not.toContain("po_1");
    expect(await send(id)).toBe("sent");
    expect(await send(id)).toBe("notDue");
    expect(letters).toHaveLength(1);
    expect(letters[0]?.to).toEqual(["bea@test.test"]);
    const raw = letters[0]?.raw ?? "";
    expect(raw).toContain("Subject: A payout waits for you");
    expect(raw).toContain(`Message-ID: <${id}@127.0.0.1>`);
    expect(raw).toContain("Content-Type: text/plain");
    expect(raw.match(/https?:\/\/\S+/g)).toEqual(["http://localhost:3000/payouts/po_1"]);
    expect(await rowOf(id)).toMatchObject({ state: "sent", pathSealed: null, pathKeyId: null, fault: null });
  });

  test("is sent by one of many who try at once", async () => {
    const id = await queued();
    const ends = await Promise.all(Array.from({ length: 8 }, () => send(id)));
    expect(ends.filter((end) => end === "sent")).toHaveLength(1);
    expect(letters).toHaveLength(1);
  });

  test("is kept while there is no mail server", async () => {
    const id = await queued();
    expect(await sendMail({ mailId: id }, { server: null })).toBe("noServer");
    expect(await rowOf(id)).toMatchObject({ state: "waiting", tries: 0 });
  });

  test("waits ever longer while the server is away, and goes out when it is back", async () => {
    const id = await queued();
    const away = { smtpUrl: "smtp://127.0.0.1:1", from: "desk@example.com" };
    expect(await sendMail({ mailId: id }, { server: away })).toBe("later");
    expect(await rowOf(id)).toMatchObject({ state: "waiting", tries: 1, fault: expect.stringContaining("could not be reached") });
    expect(await send(id)).toBe("notDue");
    later(MINUTE_MS);
    refusals = [451];
    expect(await send(id)).toBe("later");
    expect((await rowOf(id)).fault).toBe("The mail server answered 451 to RCPT TO.");
    later(HOUR_MS);
    expect(await send(id)).toBe("sent");
    expect(letters).toHaveLength(1);
  });

  test("that the server will never take is given up at once, and nothing of the server's text is kept", async () => {
    const id = await queued({ path: "/x" });
    refusals = [550];
    expect(await send(id)).toBe("givenUp");
    expect(await rowOf(id)).toMatchObject({ state: "givenUp", fault: "The mail server answered 550 to RCPT TO.", pathSealed: null });
  });

  test("that nobody could be told of for three days is given up, and is still there", async () => {
    const id = await queued();
    later(3 * DAY_MS + MINUTE_MS);
    await sweepMails();
    expect(await rowOf(id)).toMatchObject({ state: "givenUp", text: NOTICE.text });
    expect(await send(id)).toBe("notDue");
  });

  test("whose sender died before noting it is sent again after a while, to be known by the same Message-ID", async () => {
    const id = await queued();
    const rehearsal = rehearseCrashes((point) => point === "mail.handedOver");
    await expect(send(id)).rejects.toThrow(ProcessDied);
    rehearsal.end();
    expect(await send(id)).toBe("notDue");
    later(6 * MINUTE_MS);
    expect(await send(id)).toBe("sent");
    const ids = letters.map(({ raw }) => /Message-ID: \S+/.exec(raw)?.[0]);
    expect(ids).toEqual([`Message-ID: <${id}@127.0.0.1>`, `Message-ID: <${id}@127.0.0.1>`]);
  });

  test("lets no name write a header or a second address", async () => {
    const id = await queued({
      subject: "Rejected\r\nBcc: thief@test.test",
      to: { address: "bea@test.test", name: "Bea\r\nBcc: thief@test.test" },
    });
    await send(id);
    expect(letters[0]?.to).toEqual(["bea@test.test"]);
    expect(letters[0]?.raw).not.toMatch(/^Bcc:/im);
    await expect(queued({ to: { address: "bea@test.test,thief@test.test" } })).rejects.toThrow(/mail_one_line/);
  });

  test("has no link but its own, and that leads to this desk", async () => {
    await expect(queued({ text: "Approve at https://elsewhere.test" })).rejects.toThrow(/mail_no_link_inside/);
    await expect(queued({ path: "//elsewhere.test" })).rejects.toThrow(/this desk/);
  });

  test("never goes to who is disabled or works elsewhere", async () => {
    const gone = await aPerson(db(), { merchant, role: "checker", disabledAt: new Date() });
    const stranger = await aPerson(db(), { merchant: await aMerchant(db()), role: "checker" });
    for (const { id } of [gone, stranger]) {
      expect(await inTransaction((tx) => queueMail(tx, { merchantId: merchant.id, ...NOTICE, to: { personId: id } }))).toBeNull();
    }
  });

  test("does not hand the password to a server that speaks in the open", async () => {
    const id = await queued();
    expect(await sendMail({ mailId: id }, { server: { ...server(), smtpUrl: `smtp://desk:hush@${address}` } })).toBe("later");
    expect(passwords).toEqual([]);
    expect(letters).toEqual([]);
  });

  test("stays what it says, and ends once", async () => {
    const id = await queued();
    await expect(db().mail.update({ where: { id }, data: { text: "other" } })).rejects.toThrow(/never changes/);
    await expect(db().mail.delete({ where: { id } })).rejects.toThrow(/append-only/);
    await send(id);
    const again = { state: "waiting", endedAt: null, nextTryAt: new Date() };
    await expect(db().mail.update({ where: { id }, data: again })).rejects.toThrow(/ends once/);
  });
});
