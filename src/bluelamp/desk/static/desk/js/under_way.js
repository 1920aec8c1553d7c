// Shows how far the work is, once a second, until the page has something else to show.

const EVERY = 1000;

/** @param {Document} page */
export function followWork(page) {
  if (page.querySelector("[data-under-way]")) {
    setTimeout(() => look(page), EVERY);
  }
}

/** @param {Document} page */
async function look(page) {
  try {
    const answer = await fetch(page.location.href, { headers: { Accept: "text/html" } });
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    const shown = page.querySelector("[data-under-way]");
    const newer = now.querySelector("[data-under-way]");
    if (!answer.ok || !newer) {
      page.location.reload();
      return;
    }
    if (shown.innerHTML !== newer.innerHTML) {
      shown.replaceWith(page.adoptNode(newer));
    }
  } catch {
    // The desk does not answer for the moment: the work goes on without this page.
  }
  setTimeout(() => look(page), EVERY);
}
