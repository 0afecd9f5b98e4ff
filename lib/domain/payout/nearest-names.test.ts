import { expect, test } from "vitest";
import { nearestNames } from "./nearest-names";

const NAMES = [
  "Zoë Müller",
  "John Smith",
  "Joan Smith",
  "Łucja Nowak",
  "Christopher Abernathy",
  "Anna Schmidt",
  "Ann-Kathrin Schmitt",
  "Bo Li",
];

test.each([
  ["zoe muehler", ["Zoë Müller"]],
  ["jon smyth", ["John Smith", "Joan Smith"]],
  ["smiht john", ["John Smith", "Joan Smith"]],
  ["lucja novak", ["Łucja Nowak"]],
  ["cristofer abernaty", ["Christopher Abernathy"]],
  ["kathrin schmidt", ["Ann-Kathrin Schmitt"]],
  ["bo le", []],
  ["wolfgang amadeus", []],
])("%s sounds like %j", (heard, expected) => expect(nearestNames(heard.split(" "), NAMES)).toEqual(expected));
