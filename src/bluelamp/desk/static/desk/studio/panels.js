// The panels and what each is mounted by.
import { mount as doubts } from "./doubts.js";
import { mount as finish } from "./finish.js";
import { mount as help } from "./help.js";
import { mount as history } from "./history.js";
import { mount as people } from "./people.js";
import { mount as presence } from "./presence.js";
import { mount as region } from "./region.js";
import { mount as sound } from "./sound.js";

export const PANELS = [
  ["presence", presence],
  ["people", people],
  ["region", region],
  ["doubts", doubts],
  ["sound", sound],
  ["history", history],
  ["finish", finish],
  ["help", help],
];
