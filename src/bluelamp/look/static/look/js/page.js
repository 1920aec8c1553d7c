// Every page's script: the toolkit's components, and leaving at once where a page offers it.
import { initAll } from "../built/govuk-frontend.js";
import { offerExit } from "./exit.js";

initAll();
offerExit(document);
