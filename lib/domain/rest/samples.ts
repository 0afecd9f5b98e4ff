import { type Example, fileOf, type RestOperation } from "./operation";

export type Sample = { readonly server: string; readonly operation: RestOperation; readonly example?: Example };

/** The request as a shell command. What is the reader's own comes from the environment: a key typed into a command stays in its history. */
export function curlOf({ server, operation, example }: Sample): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => `$${screaming(name)}`);
  const taken = fileOf(operation);
  const parts = [
    `curl ${operation.method === "post" ? "-X POST " : ""}"${server}/api/v1${path}"`,
    '-H "Authorization: Bearer $COUNTERFOIL_KEY"',
    ...(operation.idempotency ? [`-H "Idempotency-Key: ${ownKey(operation)}"`] : []),
    ...(operation.file ? [`-H "Content-Type: ${operation.file.mediaType}"`, `--data-binary @${operation.file.name}`] : []),
    ...(example ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(example.value, null, 2)}'`] : []),
    ...(taken ? [`-o ${taken.name}`] : []),
  ];
  return parts.join(" \\\n  ");
}

/** The same with nothing but what Node brings. */
export function typescriptOf({ server, operation, example }: Sample): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => `\${${name}}`);
  const taken = fileOf(operation);
  const failed = `throw new Error(\`\${answer.code}: \${answer.detail} (\${answer.requestId})\`);`;
  const quote = path === operation.path ? '"' : "`";
  const lines = [
    `const response = await fetch(${quote}${server}/api/v1${path}${quote}, {`,
    ...(operation.method === "post" ? ['  method: "POST",'] : []),
    "  headers: {",
    `    Authorization: \`Bearer \${process.env.COUNTERFOIL_KEY}\`,`,
    ...(operation.idempotency ? [`    "Idempotency-Key": "${ownKey(operation)}",`] : []),
    ...(operation.file ? [`    "Content-Type": "${operation.file.mediaType}",`] : []),
    ...(example ? ['    "Content-Type": "application/json",'] : []),
    "  },",
    ...(operation.file ? [`  body: await readFile("${operation.file.name}"),`] : []),
    ...(example ? [`  body: JSON.stringify(${JSON.stringify(example.value, null, 2).replaceAll("\n", "\n  ")}),`] : []),
    "});",
    ...(taken
      ? [
          "if (!response.ok) {",
          "  const answer = await response.json();",
          `  ${failed}`,
          "}",
          `await writeFile("${taken.name}", new Uint8Array(await response.arrayBuffer()));`,
        ]
      : ["const answer = await response.json();", `if (!response.ok) ${failed}`]),
  ];
  return lines.join("\n");
}

/** Made up by whoever asks, out of what they mean to do. */
function ownKey({ id }: RestOperation): string {
  return `${id}-1042`;
}

function screaming(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
