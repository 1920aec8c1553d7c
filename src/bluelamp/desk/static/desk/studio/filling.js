// The studio fills the window where somebody wants it so, and remembers it.

const REMEMBERED = "studio fills";

/** @param {HTMLElement} root @param {Record<string, Function>} commands */
export function filling(root, commands) {
  function fill(isFilled) {
    root.classList.toggle("studio--fills", isFilled);
    root.querySelector('[data-does="fill"]').setAttribute("aria-pressed", String(isFilled));
    localStorage.setItem(REMEMBERED, isFilled ? "yes" : "");
  }

  /** The studio is as high as what the page leaves of the window. */
  const measure = () => root.style.setProperty("--studio-above", `${Math.round(root.getBoundingClientRect().top + window.scrollY)}px`);
  if (!root.classList.contains("studio--fills")) measure();
  window.addEventListener("resize", () => { if (!root.classList.contains("studio--fills")) measure(); });

  commands.fill = () => fill(!root.classList.contains("studio--fills"));
  if (localStorage.getItem(REMEMBERED)) fill(true);
}
