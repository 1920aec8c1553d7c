// Two pictures side by side move together: scrolling one scrolls the other to the same place.

/** @param {HTMLElement} compare */
function moveTogether(compare) {
  const panes = [...compare.querySelectorAll("[data-pane]")];
  let leading = null;
  for (const pane of panes) {
    for (const begin of ["pointerenter", "focus", "touchstart"]) {
      pane.addEventListener(begin, () => { leading = pane; }, { passive: true });
    }
    pane.addEventListener("scroll", () => {
      if (pane === leading) {
        for (const other of panes) if (other !== pane) follow(pane, other);
      }
    });
  }
}

function follow(pane, other) {
  other.scrollLeft = share(pane.scrollLeft, pane.scrollWidth - pane.clientWidth) * (other.scrollWidth - other.clientWidth);
  other.scrollTop = share(pane.scrollTop, pane.scrollHeight - pane.clientHeight) * (other.scrollHeight - other.clientHeight);
}

function share(place, room) {
  return room > 0 ? place / room : 0;
}

document.querySelectorAll("[data-compare]").forEach(moveTogether);
