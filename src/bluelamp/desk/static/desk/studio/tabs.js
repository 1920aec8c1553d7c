// Tabs of the panels: one is shown, arrow keys walk along them.

/** @param {HTMLElement} root @param {Record<string, Function>} commands */
export function switching(root, commands) {
  const list = root.querySelector("[role=tablist]");
  const tabs = [...list.querySelectorAll("[role=tab]")].filter((tab) => panelOf(tab));

  function panelOf(tab) {
    return document.getElementById(tab.getAttribute("aria-controls"));
  }

  function show(shown, { focus = false } = {}) {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === shown));
      tab.tabIndex = tab === shown ? 0 : -1;
      panelOf(tab).hidden = tab !== shown;
    }
    if (focus) shown.focus();
  }

  list.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(event.target);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined || now < 0) return;
    event.preventDefault();
    show(tabs[(next + tabs.length) % tabs.length], { focus: true });
  });

  for (const tab of tabs) {
    panelOf(tab).setAttribute("role", "tabpanel");
    panelOf(tab).tabIndex = 0;
    commands[tab.dataset.does] = () => show(tab, { focus: true });
  }
  show(tabs[0]);
}
