// A page that waits for work and has nothing else to do.

import { followWork } from "./under_way.js";

followWork(document);
