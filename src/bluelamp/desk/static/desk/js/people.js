// The page of the people in the picture: work under way is followed, and marks are made on the picture itself.
import { startMarking } from "./marking.js";
import { followWork } from "./under_way.js";

followWork(document);
startMarking(document.querySelector("[data-marking]"));
