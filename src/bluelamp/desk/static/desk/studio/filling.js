// The studio fills the window where somebody wants it so, and remembers it.

const REMEMBERED = "studio fills";

/** @param {HTMLElement} root @param {Record<string, Function>} commands */
export function filling(root, commands) {
  function fill(isFilled) {
    root.classList.toggle("studio--fills", isFilled);
    root.querySelector('[data-does="fill"]').setAttribute("aria-pressed", String(isFilled));
    localStorage.setItem(REMEMBERED, isFilled ? "yes" : "");
  }

  commands.fill = () => fill(!root.classList.contains("studio--fills"));
  if (localStorage.getItem(REMEMBERED)) fill(true);
}
