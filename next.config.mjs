// What no page of the desk needs: to be framed, guessed at, or named to the sites it links to.
const SECURITY_HEADERS = [
  { key: "X-Frame-Options", value: "DENY" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
];

const CONTENT_POLICY = [
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'" },
];

// The receiver's own page, which strangers open by a link that is a secret.
const ASK_HEADERS = [
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" },
  { key: "Cache-Control", value: "private, no-store" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks every type; doing it again here would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  // `forbidden()`: a page that the role may not open answers 403 with a face of its own.
  experimental: { authInterrupts: true },
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    // The receiver's page gets a stricter one, with a nonce of its own, from proxy.ts.
    { source: "/((?!ask/).*)", headers: CONTENT_POLICY },
    { source: "/ask/:path*", headers: ASK_HEADERS },
  ],
};

export default config;
