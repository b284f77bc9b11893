// The only script that is registered with the browser, for sites where the user turned on filling at page
// load.

import { watch } from './watch.js';

watch();
