// The tiles of the faces, many on one sheet; a sheet is asked for when one of its cards comes into sight.
import { addressOf } from "./addressing.js";
import { trackOf } from "./reading.js";
import { svg } from "./svg.js";

const ON_A_SHEET = 24;

/**
 * Fills `<svg data-face="t1">` under the element once they are seen; each stays as it was first shown.
 * @param {HTMLElement} root @param {object} store
 * @returns {(element: Element) => void} to be called after the element was drawn
 */
export function createFaces(root, store) {
  /** @type {Map<string, {address: string, index: number, count: number}>} where each track's tile is */
  const tiles = new Map();
  /** @type {Set<SVGElement>} seen, and not filled yet */
  const wanted = new Set();
  let isAsking = false;

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      wanted.add(target);
    }
    if (wanted.size && !isAsking) requestAnimationFrame(fillAll);
    isAsking = wanted.size > 0;
  }, { rootMargin: "300px" });

  function fillAll() {
    isAsking = false;
    if (!store.state) return;
    const known = (id) => trackOf(store.state, id);
    const ids = [...new Set([...wanted].map(({ dataset }) => dataset.face))].filter((id) => !tiles.has(tileOf(id)) && known(id));
    for (let from = 0; from < ids.length; from += ON_A_SHEET) place(ids.slice(from, from + ON_A_SHEET));
    for (const face of wanted) fill(face);
    wanted.clear();
  }

  function place(ids) {
    const address = addressOf(root, "faces", "", { number: store.state.number, ids: ids.join() });
    ids.forEach((id, index) => tiles.set(tileOf(id), { address, index, count: ids.length }));
  }

  // A track that was split or corrected has another tile.
  function tileOf(id) {
    const track = trackOf(store.state, id);
    return `${id} ${track?.best} ${track?.spans[0]?.[0]}`;
  }

  function fill(face) {
    const tile = tiles.get(tileOf(face.dataset.face));
    if (!tile) return;
    const image = svg("image", { href: tile.address, width: 1, height: tile.count, preserveAspectRatio: "none" });
    // Without a connection it is asked for again when its card is next drawn.
    image.addEventListener("error", () => {
      tiles.delete(face.tile);
      face.tile = "";
    }, { once: true });
    face.setAttribute("viewBox", `0 ${tile.index} 1 1`);
    face.replaceChildren(image);
  }

  return (element) => {
    for (const face of element.querySelectorAll("[data-face]")) {
      const tile = tileOf(face.dataset.face);
      if (face.tile === tile) continue;
      face.tile = tile;
      seen.observe(face);
    }
  };
}
