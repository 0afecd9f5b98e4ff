// As much of curl as docs/rest uses, for machines that have none: the same requests, sent with fetch.
import { writeFileSync } from "node:fs";

const words = process.argv.slice(2);
const request = { method: "GET", headers: {}, body: undefined, url: "" };
let [withHead, failsOnError] = [false, false];
let output;
while (words.length > 0) {
  const word = words.shift();
  if (word === "-X") request.method = words.shift();
  else if (word === "-H") {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(words.shift());
    request.headers[name] = value;
  } else if (word === "-d") {
    request.body = words.shift();
    if (request.method === "GET") request.method = "POST";
  } else if (word === "-o") output = words.shift();
  else if (word.startsWith("-")) {
    withHead ||= word.includes("i");
    failsOnError ||= word.includes("f");
  } else request.url = word;
}
const { url, ...init } = request;
const response = await fetch(url, init);
if (failsOnError && !response.ok) {
  process.stderr.write(`${response.status}\n`);
  process.exit(22);
}
if (withHead) process.stdout.write(`${[...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
const answer = new Uint8Array(await response.arrayBuffer());
if (output) writeFileSync(output, answer);
else process.stdout.write(answer);
