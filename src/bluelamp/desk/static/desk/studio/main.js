// The studio: the store, the player, the stage, the timeline and the panels put together.
import { chosen } from "./chosen.js";
import { lettersOn } from "./help.js";
import { listen, nameKeys } from "./keys.js";
import { PANELS } from "./panels.js";
import { filling } from "./filling.js";
import { finding } from "./found.js";
import { createPlayer } from "./player.js";
import { sharing } from "./sharing.js";
import { createStage } from "./stage.js";
import { createStore } from "./store.js";
import { switching } from "./tabs.js";
import { createTimeline } from "./timeline.js";
import { transport } from "./transport.js";

function start(root) {
  const store = createStore(root);
  const commands = {};
  const player = createPlayer(root, store);
  const stage = createStage(root, { store, player, commands });
  const timeline = createTimeline(root, { store, player, stage, commands });
  const context = { root, store, player, stage, timeline, commands };
  chosen(root, context);
  transport(root, context);
  switching(root, commands);
  for (const [name, mount] of PANELS) {
    const element = root.querySelector(`[data-panel="${name}"]`);
    if (element) mount(element, context);
  }
  finding(root, context);
  filling(root, commands);
  sharing(root);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-does]");
    if (button && !button.disabled) commands[button.dataset.does]?.(button, event);
  });
  listen(root, commands, lettersOn);
  nameKeys(root);
  root.dataset.ready = "";
}

const root = document.getElementById("studio");
if (root) start(root);
