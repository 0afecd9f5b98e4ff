import * as z from "zod";

const Line = z.string().trim().min(1, "Give the street and number.").max(50, "A line of an address has at most 50 characters.");

/** As providers that enrol receivers ask for it; `country` is ISO 3166-1 alpha-2. */
export const PostalAddress = z.object({
  line1: Line,
  line2: z.string().trim().max(50, "A line of an address has at most 50 characters.").nullable().default(null),
  city: z.string().trim().min(1, "Give the city.").max(50, "A city has at most 50 characters."),
  state: z.string().trim().max(50, "A state has at most 50 characters.").nullable().default(null),
  postcode: z.string().trim().min(1, "Give the postcode.").max(20, "A postcode has at most 20 characters."),
  country: z.string().regex(/^[A-Z]{2}$/, "Choose the country."),
});

/** Digits only, without the plus sign and without the leading zero: "61" and "400123456". */
export const Phone = z.object({
  dialCode: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,3}$/, "Give the country's code, such as 61."),
  number: z
    .string()
    .transform((typed) => typed.replace(/[\s()-]/g, "").replace(/^0/, ""))
    .pipe(z.string().regex(/^\d{4,14}$/, "Give the number with digits only.")),
});

export const DateOfBirth = z.iso
  .date("Give the date as year, month and day: 1990-04-17.")
  .refine((date) => date >= "1900-01-01" && date <= new Date().toISOString().slice(0, 10), "This date of birth cannot be right.");

/** What some providers must know of a receiver before they pay them. Sealed where it is stored. */
export const PersonalDetails = z.object({
  phone: Phone.nullable().default(null),
  dateOfBirth: DateOfBirth.nullable().default(null),
  postalAddress: PostalAddress.nullable().default(null),
});
export type PersonalDetails = z.infer<typeof PersonalDetails>;

export const NO_DETAILS: PersonalDetails = { phone: null, dateOfBirth: null, postalAddress: null };
