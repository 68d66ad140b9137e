// What every page runs. One entry, so that each module is loaded once, by the name the others import it under.

import './ticks.js';
import './exact-time.js';
import './theme.js';
import './reconnect.js';
import './palette.js';
import './shortcuts.js';
