import { expect, test } from "vitest";
import { sepaText } from "./sepa-text";

test.each([
  ["Anna Schmidt", "Anna Schmidt", []],
  ["Jürgen Müßig", "Juergen Muessig", []],
  ["Ärzte Öl Übung", "Aerzte Oel Uebung", []],
  ["José Núñez Çelik", "Jose Nunez Celik", []],
  ["Łukasz Żółć", "Lukasz Zolc", []],
  ["Åse Bjørnsen", "Aase Bjoernsen", []],
  ["Smith & Sons", "Smith + Sons", []],
  ["O’Neill – Co", "O'Neill - Co", []],
  ["Ужице", "", ["У", "ж", "и", "ц", "е"]],
  ["Rock*Star_1", "RockStar1", ["*", "_"]],
])("%s is written %s", (text, written, lost) => {
  expect(sepaText(text)).toEqual({ text: written, lost });
});
