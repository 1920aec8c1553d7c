// Every page's script: the toolkit's components, leaving at once where a page offers it, and a notice said once.
import { initAll } from "../built/govuk-frontend.js";
import { offerExit } from "./exit.js";
import { forgetNotice } from "./notice.js";

initAll();
offerExit(document);
forgetNotice(window);
