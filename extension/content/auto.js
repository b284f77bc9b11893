// The one script that is registered with the browser, for the sites where the user turned on
// filling at page load.

import { watch } from './watch.js';

watch();
