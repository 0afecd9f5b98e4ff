import { createHash } from "node:crypto";
import path from "node:path";
import { build } from "esbuild";

const STYLE = `
:root{color-scheme:light dark;--ink:#1c1b1a;--paper:#fff;--line:#d9d6d1;--quiet:#66625c;--good:#0b6b3a;--bad:#a3180f}
@media(prefers-color-scheme:dark){:root{--ink:#eceae6;--paper:#191817;--line:#3b3936;--quiet:#a5a19a;--good:#63cf94;--bad:#ff8b80}}
body{margin:0 auto;max-width:44rem;padding:3rem 1.25rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;margin:0 0 .5rem}p{margin:.25rem 0}.quiet,small{color:var(--quiet)}
form{display:grid;gap:1.25rem;margin:2rem 0}label{display:grid;gap:.25rem;font-weight:600}small{font-weight:400}
input{font:inherit;padding:.5rem;border:1px solid var(--line);border-radius:.375rem;max-width:100%;box-sizing:border-box}
button{font:inherit;font-weight:600;justify-self:start;padding:.625rem 1.25rem;border:0;border-radius:.375rem;color:var(--paper);background:var(--ink);cursor:pointer}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
#verdict:not(:empty){border:1px solid var(--line);border-left-width:.375rem;border-radius:.375rem;padding:1rem 1.25rem}
#verdict h2{font-size:1.125rem;margin:0 0 .25rem;overflow-wrap:anywhere}#verdict.sound{border-left-color:var(--good)}#verdict.broken{border-left-color:var(--bad)}
.sound h2{color:var(--good)}.broken h2{color:var(--bad)}`;

/** One file that checks an export wherever it is opened: built from the very rules that sealed the trail. */
export async function buildAuditPage(root: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "scripts/audit-page/verify-in-browser.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    tsconfig: path.join(root, "tsconfig.json"),
  });
  // Nothing in the script may end it early.
  const script = (outputFiles[0]?.text ?? "").replaceAll("</", "<\\/").trim();
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(STYLE)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Check an audit trail · Counterfoil</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Check an audit trail</h1>
<p class="quiet">This page works without a server and sends nothing. Whatever you choose stays on this machine.</p>
<form>
<label>Export <small>The whole trail of one merchant, as the desk or “audit export” writes it.</small><input type="file" name="trail" required></label>
<label>Checkpoints <small>audit-checkpoints.jsonl, best the copy that you kept yourself.</small><input type="file" name="checkpoints"></label>
<label>Public key <small>What “audit key” printed, kept where nobody of the desk can change it.</small><input type="file" name="key"></label>
<button>Check</button>
</form>
<section id="verdict" role="status" aria-label="Verdict"></section>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
