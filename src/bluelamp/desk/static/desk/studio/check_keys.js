// Every shortcut of the check, in one table, as that of the studio.

/** @type {import("./keys.js").Shortcut[]} */
export const CHECK_KEYS = [
  { key: "w", does: "looked", words: "Looked at this; on to the next", group: "Checking" },
  { key: "d", does: "next", words: "Next moment (also ])", group: "Checking" },
  { key: "D", does: "previous", words: "Moment before (also [)", group: "Checking" },
  { key: "g", does: "mark", words: "This frame must go back: say why", group: "Checking" },
  { key: "k", does: "play", words: "Play or pause (also the space bar)", group: "Playing", only: "footage" },
  { key: ".", does: "frame_on", words: "One frame on (also the right arrow)", group: "Playing", only: "footage" },
  { key: ",", does: "frame_back", words: "One frame back (also the left arrow)", group: "Playing", only: "footage" },
  { key: "Shift+ArrowRight", does: "second_on", words: "One second on", group: "Playing", only: "footage" },
  { key: "Shift+ArrowLeft", does: "second_back", words: "One second back", group: "Playing", only: "footage" },
  { key: "Home", does: "start", words: "To the start", group: "Playing", only: "footage" },
  { key: "End", does: "end", words: "To the end", group: "Playing", only: "footage" },
  { key: "y", does: "hears", words: "Hear the sound as it goes out, or as held", group: "Playing", only: "footage" },
  { key: "+", does: "zoom_in", words: "Closer", group: "Looking" },
  { key: "-", does: "zoom_out", words: "Further away", group: "Looking" },
  { key: "0", does: "zoom_fit", words: "The whole picture", group: "Looking" },
  { key: "?", does: "help", words: "All shortcuts", group: "Looking" },
];
