// What no answer of the desk needs: to be framed, guessed at, read by another site's page, or named to the sites it links to. What
// pages may run is signed anew for each answer, in proxy.ts.
const EVERY_ANSWER = [
  { key: "X-Frame-Options", value: "DENY" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: [
      ...["accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation"],
      ...["gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"],
      "xr-spatial-tracking",
    ]
      .map((power) => `${power}=()`)
      .concat(["fullscreen=(self)", "publickey-credentials-create=(self)", "publickey-credentials-get=(self)"])
      .join(", "),
  },
];

// Answers for programs, and files that pages bring along: should a browser ever show one as a page, it does nothing.
const NO_PAGE = [
  { key: "Content-Security-Policy", value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox" },
];

// Pages say this themselves, since they know their own address, too; here it is the proxy in front of us that says so.
const OVER_HTTPS = { type: "header", key: "x-forwarded-proto", value: "https.*" };
const HTTPS_ONLY = [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }];

// Pages that strangers open by a link or a code that is a secret.
const STRANGERS_HEADERS = [
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" },
  { key: "Cache-Control", value: "private, no-store" },
];

const MOST_OF_A_DEED = 512 * 1024;

/** @type {import("next").NextConfig} */
const config = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks every type; doing it again here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  // It reads its own files beside itself, which no bundle has.
  serverExternalPackages: ["pdfkit", "fontkit", "woff2-encoder"],
  experimental: {
    // `forbidden()`: a page that the role may not open answers 403 with a face of its own.
    authInterrupts: true,
    // No form of ours is nearly as large. Files come through routes, which count what they take.
    serverActions: { bodySizeLimit: MOST_OF_A_DEED },
    // What the proxy keeps of a body while it looks at the headers: no less, or a deed would arrive cut short.
    proxyClientMaxBodySize: MOST_OF_A_DEED + 1024,
  },
  headers: async () => [
    { source: "/:path*", headers: EVERY_ANSWER },
    { source: "/:kind(api|_next)/:path*", headers: NO_PAGE },
    { source: "/:kind(api|_next)/:path*", has: [OVER_HTTPS], headers: HTTPS_ONLY },
    { source: "/:kind(ask|verify|share)/:path*", headers: STRANGERS_HEADERS },
  ],
};

export default config;
