// The page that opens once, in a tab, after Postern was installed: how to reach it, and where accounts come from.

import { render } from 'lit-html';
import { readSettings } from '../platform/storage.js';
import { onPinned, readReach } from '../platform/toolbar.js';
import { hearErrors } from '../platform/trace.js';
import { say } from '../platform/words.js';
import { dress } from '../ui/look.js';
import { welcomeView } from './view.js';

/** @typedef {import('../platform/toolbar.js').Reach} Reach */

/** @param {Reach} reach */
function draw(reach) {
  document.title = say('welcomeTitle');
  render(welcomeView(reach), document.body);
}

async function start() {
  await dress(await readSettings());
  draw(await readReach());
  onPinned(async () => draw(await readReach()));
}

hearErrors('welcome');
void start();
