import { type ParseArgsConfig, parseArgs } from "node:util";
import { Explained, explainingFailures } from "../explained";
import { apiKeyCommands } from "./api-key";
import { auditCommands } from "./audit";
import { changeCommands } from "./change";
import { type Answer, type Command, FLAG } from "./command";
import { connectionCommands } from "./connection";
import { disconnect, enterInstallation } from "./installation";
import { keyCommands } from "./keys";
import { rateCommands } from "./rates";
import { reconcileCommand } from "./reconcile";
import { seedCommand } from "./seed";
import { userCommands } from "./user";

const COMMANDS: readonly Command[] = [
  ...userCommands,
  ...apiKeyCommands,
  ...changeCommands,
  ...connectionCommands,
  ...rateCommands,
  reconcileCommand,
  ...auditCommands,
  ...keyCommands,
  seedCommand,
];
const EVERYWHERE = { json: FLAG, help: { ...FLAG, short: "h" } } as const satisfies ParseArgsConfig["options"];

export function runCommandLine({ root, typed }: { root: string; typed: readonly string[] }): Promise<void> {
  return explainingFailures(async () => {
    const command = COMMANDS.find(({ name }) => isCalled(name, typed));
    if (!command) {
      introduce(typed);
      return;
    }
    const { values, positionals: words } = read(command, typed.slice(command.name.split(" ").length));
    if (values.help) {
      console.info(helpOf(command));
      return;
    }
    const say = (line: string) => console.error(line);
    const settings = await enterInstallation(root);
    try {
      tell(await command.run({ values, words, settings, say }), values.json === true);
    } finally {
      await disconnect();
    }
  });
}

function isCalled(name: string, typed: readonly string[]): boolean {
  return name.split(" ").every((word, place) => typed[place] === word);
}

function read({ name, options }: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...options, ...EVERYWHERE }, allowPositionals: true, strict: true });
  } catch (error) {
    // The parser's own sentences are about the words that were typed; the first of them is enough.
    const [sentence = ""] = error instanceof Error ? error.message.split(". ") : [];
    throw new Explained(`${sentence}. See npm run counterfoil -- ${name} --help.`);
  }
}

/** Nothing was asked, or nothing that exists. */
function introduce(typed: readonly string[]): void {
  const words = typed.filter((word) => !word.startsWith("-")).slice(0, 2);
  const family = COMMANDS.filter(({ name }) => name.startsWith(`${words[0]} `));
  if (words.length === 0 || words[0] === "help") console.info(HELP);
  else if (words.length === 1 && family.length > 0) console.info(family.map(helpOf).join("\n\n"));
  else throw new Explained(`There is no command "${words.join(" ")}". See npm run counterfoil -- --help.`);
}

function tell({ text, json }: Answer, isForMachines: boolean): void {
  console.info(isForMachines ? JSON.stringify(json) : text);
}

const widest = Math.max(...COMMANDS.map(({ name }) => name.length));

const HELP = `The operator's command line of Counterfoil.

  npm run counterfoil -- <command> [options]

${COMMANDS.map(({ name, does }) => `  ${name.padEnd(widest)}  ${does}`).join("\n")}

  --help  explains a command, --json answers with one line of JSON on standard output.
  (npm run --silent counterfoil -- ... leaves out what npm itself prints.)

It works on the database of npm start while that runs, or on the one that DATABASE_URL names, with the same variables and .env as
npm start. It exits with 0 only when what was asked is done; otherwise one sentence on standard error says why not.`;

function helpOf({ name, does, usage, details = [] }: Command): string {
  return [does, "", `  npm run counterfoil -- ${name} ${usage}`.trimEnd(), ...(details.length > 0 ? ["", ...details] : [])].join("\n");
}
