export type PagePolicy = { readonly nonce: string; readonly isDevelopment: boolean };

/**
 * What a page of ours may do in the browser: run the scripts that we signed with this answer's nonce and what those bring along, and
 * speak with us alone. Styles in attributes stay allowed, since React writes them into the page; a style element needs the nonce.
 */
export function pagePolicy({ nonce, isDevelopment }: PagePolicy): string {
  // While developing, Next puts modules together with eval and shows its own messages with styles of its own.
  const [evaluation, anyStyle] = isDevelopment ? [" 'unsafe-eval'", "'unsafe-inline'"] : ["", `'nonce-${nonce}'`];
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' ${anyStyle}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "worker-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
