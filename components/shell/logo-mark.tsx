/** The mark of `public/icon.svg`, in the theme's own colours: a perforated stub with a tick that stays with the payer. */
export function LogoMark() {
  return (
    <svg viewBox="0 0 32 32" className="size-7 shrink-0" aria-hidden>
      <mask id="counterfoil-bites">
        <rect width="32" height="32" className="fill-on-solid" />
        <circle cx="4" cy="7" r="2.4" />
        <circle cx="4" cy="13" r="2.4" />
        <circle cx="4" cy="19" r="2.4" />
        <circle cx="4" cy="25" r="2.4" />
      </mask>
      <rect x="4" y="4" width="25" height="24" rx="3.5" className="fill-accent-solid" mask="url(#counterfoil-bites)" />
      <path
        d="M12 17.9l3.6 3.6L25 10.4"
        className="fill-none stroke-on-solid"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
