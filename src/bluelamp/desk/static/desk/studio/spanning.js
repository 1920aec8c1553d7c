// The selected stretch of time: from here to there, to be played, silenced, or covered altogether.
import { clock } from "./clock.js";

const NONE = "Choose a stretch of time first: In, then Out.";

/** @param {HTMLElement} root */
export function spanning(root, { store, player, timeline, commands }) {
  const words = root.querySelector("[data-span-words]");
  const acts = root.querySelector("[data-span-acts]");
  let from = null;
  let to = null;

  function begin() {
    from = player.time;
    if (to === null || to <= from) to = null;
    timeline.setSpan(to === null ? null : from, to);
    if (to === null) words.textContent = `From ${clock(from, 2)} to…`;
    store.say(`The stretch begins at ${clock(from, 2)}.`);
  }

  /** Up to the end of the frame shown. */
  function end() {
    to = player.frameEnd(player.time);
    timeline.setSpan(from !== null && from < to ? from : 0, to);
    store.say(`The stretch ends at ${clock(to, 2)}.`);
  }

  const onSpan = (doing) => () => (timeline.span ? doing(...timeline.span) : store.say(NONE));

  async function edit(act, args, said) {
    const done = await store.edit(act, args);
    if (done.ok) store.say(said);
  }

  Object.assign(commands, {
    span_from: begin,
    span_to: end,
    span_none: () => {
      from = null;
      to = null;
      timeline.setSpan(null);
    },
    span_play: onSpan((start, stop) => player.play(start, stop)),
    span_mute: onSpan((start, stop) => edit("sound", { start, end: stop, effect: "mute", why: "" }, "No sound goes out over this stretch.")),
    span_tone: onSpan((start, stop) => edit("sound", { start, end: stop, effect: "tone", why: "" }, store.state?.keep_sound ? "A tone goes out over this stretch." : "No sound goes out at all yet. The tone is kept for when it does.")),
    cover_all: onSpan((start, stop) => edit("cover_all", { from: start, to: stop }, "The whole picture is covered over this stretch.")),
  });

  timeline.on((what) => {
    if (what !== "span") return;
    const { span } = timeline;
    if (span) [from, to] = span;
    words.textContent = span ? `${clock(span[0], 2)}–${clock(span[1], 2)} · ${(span[1] - span[0]).toFixed(2)} s` : "No stretch chosen";
    acts.hidden = !span;
    if (store.state) for (const button of acts.querySelectorAll("[data-needs-sound]")) button.hidden = !store.state.sound.has;
  });
}
