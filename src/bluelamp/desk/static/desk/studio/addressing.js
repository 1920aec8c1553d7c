// Addresses under which the original is seen; they name the opening that the look is recorded with.

/** @param {HTMLElement} root its dataset has the addresses and the opening @param {string} name of the dataset
 * @param {string} [path] below it @param {Object<string, string | number>} [query] */
export function addressOf(root, name, path = "", query = {}) {
  const asked = new URLSearchParams(query);
  if (root.dataset.opening) asked.set("opening", root.dataset.opening);
  return `${root.dataset[name]}${path}${asked.size ? `?${asked}` : ""}`;
}
