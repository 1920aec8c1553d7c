// Leaving at once (WEB-01): the link, Escape, or Shift three times. The link alone works without this.

const SHIFTS = 3;
const WITHIN = 5000;
const WRITING = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";
const OPEN = "dialog[open], [aria-expanded='true'][aria-haspopup], :popover-open";
const OPEN_MENU = "details[data-menu][open]";

/**
 * Watches the keys of a page that includes look/exit.html; does nothing on any other page.
 * @param {Document} page
 */
export function offerExit(page) {
  const control = page.querySelector("[data-exit]");
  if (!control) {
    return;
  }
  const status = page.querySelector("[data-exit-status]");
  const leave = () => leaveFor(page, control.dataset.exit, status);
  control.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  onEscape(page, leave);
  onShifts(page, leave, status);
}

// The state of the page is read before anything else sees the key: by the time that the key has
// bubbled up, the browser or the page may already have closed what was open.
function onEscape(page, leave) {
  let isTaken = false;
  page.addEventListener(
    "keydown",
    (event) => {
      isTaken = event.isComposing || isWriting(event) || page.querySelector(OPEN) !== null;
    },
    { capture: true },
  );
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isTaken || event.defaultPrevented || event.repeat) {
      return;
    }
    // Escape also stops a page that is loading, this page's successor included.
    event.preventDefault();
    const menu = page.querySelector(OPEN_MENU);
    if (menu) {
      menu.open = false;
      return;
    }
    leave();
  });
}

function onShifts(page, leave, status) {
  let presses = 0;
  let timer;
  const forget = () => {
    presses = 0;
    status.textContent = "";
  };
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      forget();
    }
  });
  page.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || event.defaultPrevented || isWriting(event)) {
      return;
    }
    presses += 1;
    clearTimeout(timer);
    if (presses >= SHIFTS) {
      leave();
      return;
    }
    const more = SHIFTS - presses;
    status.textContent = `Shift, press ${more} more time${more === 1 ? "" : "s"} to leave this site.`;
    timer = setTimeout(forget, WITHIN);
  });
}

function isWriting(event) {
  return event.composedPath().some((part) => part instanceof Element && part.matches(WRITING));
}

function leaveFor(page, address, status) {
  status.textContent = "Leaving this site.";
  page.title = "Loading";
  page.body.classList.add("app-left");
  page.defaultView.location.replace(address);
}
