// Turning sync on: a place is chosen, then a passphrase is set if there is none.

import { joinable, startSync } from '../flows/sync.js';
import { chooseFolder } from '../platform/folder.js';
import { say } from '../platform/words.js';
import { firstName } from './computers.js';
import { startJoining } from './joining.js';
import { attempt, noSyncForm, tell } from './page.js';
import { startProtecting } from './protecting.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('../flows/sync.js').Engine} Engine */

/** The user chose an engine: joins the computers that are there, or is the first. @param {Page} page @param {Engine} engine */
export async function begin(page, engine) {
  const { model } = page;
  const folder = engine === 'folder' ? await chooseFolder('sync') : undefined;
  if (engine === 'folder' && !folder) return;
  const isAlone = (await joinable(engine)) === undefined;
  if (model.isJoining && isAlone) {
    const text = folder ? say('joinNoneFolder', folder.name) : say('joinNoneAccount');
    model.failed = { at: 'sync', code: 'sync-nothing', text };
    return;
  }
  // A computer that took part before needs no passphrase again.
  if (isAlone || hasPassphrase(page)) await turnOn(page, engine, { isBack: !isAlone });
  else await startJoining(page, engine);
}

/** @param {Page} page */
export const hasPassphrase = ({ model }) => model.slots.some(({ kind }) => kind === 'pass');

/**
 * @param {Page} page
 * @param {Engine} engine
 * @param {{ isBack?: boolean, replaces?: boolean }} how `isBack`: it may have taken part before; `replaces`: what is
 *   there is deleted
 */
export async function turnOn(page, engine, { isBack = false, replaces = false }) {
  const run = async () => {
    const { isFound } = await startSync(engine, firstName(), replaces);
    if (isFound) {
      await startJoining(page, engine);
      return;
    }
    Object.assign(page.model, noSyncForm());
    tell(page, say(isBack ? 'joined' : 'syncStarted'));
  };
  if (hasPassphrase(page)) await run();
  else startProtecting(page, false, () => attempt(page, 'sync', run));
}
