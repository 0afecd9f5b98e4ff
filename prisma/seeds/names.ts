import { foldText } from "@/lib/base/text";
import type { Dice } from "./random";

/** Names as they are met in European accounts: made from lists, belonging to nobody in particular. */
export type Country = keyof typeof PEOPLE;

export function drawPersonName(dice: Dice, country: Country): string {
  const { given, family } = PEOPLE[country];
  return `${dice.pick(given)} ${dice.pick(family)}`;
}

export function drawCompanyName(dice: Dice, country: Country): string {
  const { family, forms } = PEOPLE[country];
  const stem = dice.chance(0.4) ? `${dice.pick(family)} ${dice.pick(TRADES)}` : `${dice.pick(STEMS)} ${dice.pick(TRADES)}`;
  return `${stem} ${dice.pick(forms)}`;
}

/** At a domain that is reserved for examples, so that nobody is ever written to. */
export function emailOf(name: string): string {
  const words = foldText(name)
    .replace(/[^a-z0-9 ]/g, "")
    .split(" ");
  return `${words.join(".")}@example.com`;
}

const STEMS = [
  ..."Alder Amber Anchor Arcadia Atlas Aurora Beacon Birch Bluebell Brightwater Cedar Cobalt Compass Copper Coral Crest Delta".split(" "),
  ..."Drift Elm Ember Falcon Fern Flint Foxglove Granite Harbour Hazel Heron Horizon Iris Ivory Juniper Kestrel Lantern".split(" "),
  ..."Larch Linden Lumen Magnolia Maple Meridian Mistral Nimbus Northwind Oak Obsidian Orchard Osprey Pebble Pinewood Quarry".split(" "),
];
const TRADES = [
  ..."Logistics Textiles Foods Studio Print Media Labs Ceramics Bikes Coffee Outdoor Events Design Optics Furniture Software".split(" "),
  ..."Freight Packaging Interiors Tools Sports Toys Travel Wines Garden Electric Paper Music Books Trading".split(" "),
];

const PEOPLE = {
  GB: {
    given: words(
      "Oliver Amelia Harry Isla George Ava Jack Emily Noah Grace Leo Poppy Arthur Sophie Oscar Freya Charlie Ella Thomas Lily Mohammed Aisha Priya Rhys Niamh Callum Eilidh",
    ),
    family: words(
      "Smith Jones Taylor Brown Williams Wilson Davies Evans Thomas Roberts Walker Wright Thompson Hughes Edwards Green Hall Wood Clarke Patel Khan Hussain Campbell Fraser O’Neill Ahmed",
    ),
    forms: ["Ltd", "LLP", "Ltd", "plc"],
  },
  DE: {
    given: words(
      "Anna Lukas Lena Jonas Mia Felix Laura Paul Sophie Maximilian Hannah Moritz Jürgen Käthe Jan Merve Emre Katharina Tobias Ute",
    ),
    family: words(
      "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Yılmaz Krüger Groß Lange Böhm",
    ),
    forms: ["GmbH", "UG", "GmbH & Co. KG", "e.K."],
  },
  NL: {
    given: words("Daan Emma Sem Julia Lucas Tess Finn Sara Bram Lotte Thijs Anouk Ruben Femke Mees Sanne Jeroen Noor"),
    family: [
      ..."de Jong|Jansen|de Vries|van den Berg|Bakker|van Dijk|Visser|Smit|Meijer|Mulder|de Boer|Bos|Vos|Peters|Hendriks|van Leeuwen|Dekker".split(
        "|",
      ),
    ],
    forms: ["B.V.", "V.O.F.", "B.V."],
  },
  FR: {
    given: words("Camille Lucas Léa Hugo Manon Louis Chloé Jules Inès Gabriel Zoé Raphaël Élodie Théo Anaïs Benoît Margaux Karim"),
    family: words(
      "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèvre Roux Fournier Girard Benali Mercier",
    ),
    forms: ["SARL", "SAS", "SA"],
  },
  ES: {
    given: words("Lucía Hugo Martina Mateo Sofía Daniel Paula Pablo Carmen Álvaro Elena Diego Marta Iker Nuria Javier Rocío Sergio"),
    family: words(
      "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Ruiz Hernández Díaz Moreno Álvarez Núñez Ibáñez",
    ),
    forms: ["S.L.", "S.A.", "S.L."],
  },
  IT: {
    given: words(
      "Sofia Leonardo Giulia Francesco Aurora Alessandro Martina Lorenzo Chiara Matteo Elisa Davide Sara Niccolò Federica Marco",
    ),
    family: words("Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Rizzo D’Angelo"),
    forms: ["S.r.l.", "S.p.A.", "S.n.c."],
  },
  IE: {
    given: words("Aoife Conor Saoirse Cillian Niamh Fionn Ciara Oisín Róisín Darragh Caoimhe Eoin Orla Tadhg"),
    family: words("Murphy Kelly O’Sullivan Walsh Byrne Ryan O’Connor Doyle McCarthy Gallagher Doherty Kennedy Lynch Quinn"),
    forms: ["Ltd", "DAC", "Ltd"],
  },
  BE: {
    given: words("Louise Arthur Emma Noah Marie Liam Elise Jules Fien Wout Lore Stijn"),
    family: words("Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Dubois Lambert Dupont"),
    forms: ["BV", "SRL", "NV"],
  },
  AT: {
    given: words("Lea Tobias Valentina David Magdalena Florian Theresa Matthias Elisabeth Stefan"),
    family: words("Gruber Huber Wagner Pichler Moser Mayer Steiner Hofer Leitner Berger Fuchs Eder"),
    forms: ["GmbH", "KG", "OG"],
  },
  PT: {
    given: words("Maria João Leonor Francisco Matilde Afonso Beatriz Tomás Inês Duarte Joana Rui"),
    family: words("Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Gonçalves Lopes Marques"),
    forms: ["Lda", "S.A."],
  },
  FI: {
    given: words("Aino Eino Helmi Onni Sofia Väinö Emilia Elias Hanna Mikko Päivi Antti"),
    family: words("Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen"),
    forms: ["Oy", "Oyj", "Ky"],
  },
  LU: {
    given: words("Charlotte Gabriel Lina Leo Mathilde Noé"),
    family: words("Schmit Muller Weber Hoffmann Wagner Thill Kayser"),
    forms: ["S.à r.l.", "S.A."],
  },
} as const satisfies Record<string, { given: readonly string[]; family: readonly string[]; forms: readonly string[] }>;

function words(text: string): readonly string[] {
  return text.split(" ");
}
