// Drawing something new: an oval, a box, a polygon, or everything but an oval; Enter puts one in the middle.
import { PENTAGON, polygonThrough, spanned } from "./where.js";

const SLIP = 6; // CSS pixels that are no drawing yet
const WORDS = {
  ellipse: "Drag over what is to be covered, or press Enter for an oval in the middle.",
  box: "Drag over what is to be covered, or press Enter for a box in the middle.",
  polygon: "Click each corner and press Enter to close; Enter at once puts one in the middle.",
  but: "Drag over what stays visible; everything else is covered. Enter puts an oval in the middle.",
};

/** @param {HTMLElement} root */
export function drawing(root, { store, player, stage, handles, commands }) {
  const { element, view } = stage;
  const tool = { shape: "", take, put: () => take(""), down, move, up, close, takeBack, trace };
  let from = null;
  let points = [];
  let towards = null;

  function take(shape) {
    if (shape && root.dataset.mayMark !== "true") return store.say("You may look at it, but not change what is covered.");
    tool.shape = tool.shape === shape ? "" : shape ?? "";
    from = null;
    points = [];
    stage.draft = null;
    root.toggleAttribute("data-drawing", tool.shape !== "");
    for (const button of root.querySelectorAll("[data-tool]")) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool.shape));
    }
    if (tool.shape) {
      player.pause();
      store.say(WORDS[tool.shape]);
      element.focus({ preventScroll: true });
    }
    return undefined;
  }

  function down(event) {
    event.preventDefault();
    element.focus({ preventScroll: true });
    const point = view.pointOf(event);
    if (tool.shape === "polygon") {
      const isClosing = points.length > 2 && distance(points[0], point) * view.scale < 2 * SLIP;
      if (isClosing) return close();
      points.push(point);
      return trace();
    }
    from = point;
    element.setPointerCapture(event.pointerId);
    return undefined;
  }

  function move(event) {
    const point = view.pointOf(event);
    towards = point;
    if (points.length) trace();
    if (from) stage.draft = { ...form(), box: spanned(from, point) };
  }

  function up(event) {
    if (!from) return;
    const box = spanned(from, view.pointOf(event));
    from = null;
    if (Math.min(box[2] - box[0], box[3] - box[1]) * view.scale < SLIP) {
      stage.draft = null;
      store.say(WORDS[tool.shape]);
    } else {
      draw({ ...form(), box });
    }
  }

  /** Close the polygon; or, where nothing is begun, put a shape in the middle of what is seen. */
  function close() {
    if (points.length > 2) draw({ shape: "polygon", ...polygonThrough(points.map((point) => point.map(Math.round))) });
    else if (!points.length) draw(inTheMiddle());
  }

  function takeBack() {
    points.pop();
    trace();
  }

  /** Draw again what there is of a polygon. */
  function trace() {
    handles.trail(points, points.length ? towards : null);
  }

  function inTheMiddle() {
    const [x, y] = view.centre;
    const [across, down] = [element.clientWidth / view.scale / 10, element.clientHeight / view.scale / 6];
    const box = [x - across, y - down, x + across, y + down].map(Math.round);
    return { ...form(), box, ...(tool.shape === "polygon" && { points: PENTAGON }) };
  }

  const form = () => (tool.shape === "but" ? { shape: "ellipse", inverse: true } : { shape: tool.shape });

  async function draw(drawn) {
    take("");
    stage.draft = { ...drawn, isSaved: true };
    const before = new Set(store.state.tracks.map((track) => track.id));
    const until = stage.until(player.shown);
    const saved = await store.edit("draw", { ...drawn, at: player.shown, ...(until && { until }) });
    if (!saved.ok) {
      stage.draft = null;
      return;
    }
    const made = store.state.tracks.find((track) => !before.has(track.id));
    if (made) store.select(made.id);
    element.focus({ preventScroll: true });
    store.say("A region was drawn; it is covered.");
  }

  Object.assign(commands, {
    draw_ellipse: () => take("ellipse"),
    draw_box: () => take("box"),
    draw_polygon: () => take("polygon"),
    draw_but: () => take("but"),
    put_down: () => (tool.shape ? take("") : store.select("")),
  });
  return tool;
}

const distance = ([x, y], [across, down]) => Math.hypot(across - x, down - y);
