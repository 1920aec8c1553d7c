// “Your choices are saved” is said once: loading the page again must not say it again.

/** @param {Window} window */
export function forgetNotice(window) {
  const address = new URL(window.location.href);
  if (address.searchParams.has("cookie-choices")) {
    address.searchParams.delete("cookie-choices");
    window.history.replaceState(window.history.state, "", address);
  }
}
