export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-ui bg-ink px-3 py-2 font-medium text-paper focus:translate-y-0 focus:shadow-float"
    >
      Skip to the content
    </a>
  );
}
