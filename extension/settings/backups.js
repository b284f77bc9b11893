// The actions of the backup section.

import { failureOf } from '../core/core.js';
import {
  makeBackup,
  noteBackup,
  readBackup,
  rehearseBackup,
  restoreBackup,
  saveToFolder,
} from '../flows/backup.js';
import { setPassphrase } from '../flows/unlock.js';
import { saveFile } from '../platform/files.js';
import {
  allowFolder,
  canChooseFolder,
  chooseFolder,
  forgetFolder,
  keptFolder,
} from '../platform/folder.js';
import { recall } from '../platform/memory.js';
import { say, sayAdded } from '../platform/words.js';
import { sayDamage } from './backupView.js';

/** @typedef {Awaited<ReturnType<typeof rehearseBackup>>} Rehearsal */
/** @typedef {import('./settings.js').Model} Model */

/** @param {Model} model @param {{ attempt: (act: () => unknown, done?: import('../platform/words.js').Word) => Promise<void> }} page */
export function backupsOf(model, { attempt }) {
  /** The chosen backup, and the secret typed to open it. @param {HTMLFormElement} form */
  function opener(form) {
    const data = new FormData(form);
    const [pass, paper] = ['pass', 'recovery'].map((name) => String(data.get(name) ?? ''));
    const needsNothing = model.backup?.kinds.includes('device') && !pass && !paper;
    const way = needsNothing ? 'device' : pass ? 'pass' : 'recovery';
    return {
      way: /** @type {'pass' | 'recovery' | 'device'} */ (way),
      secret: pass || paper || '',
    };
  }

  return {
    saveBackup: () =>
      attempt(async () => {
        const now = new Date();
        const { name, text } = await makeBackup(now);
        saveFile(name, text);
        await noteBackup(now);
      }, 'backupDone'),
    /** @param {Blob} file */
    chooseBackup: (file) =>
      attempt(async () => {
        Object.assign(model, { backup: undefined, rehearsal: undefined });
        model.backup = await readBackup(file);
      }),
    /** @param {HTMLFormElement} form */
    checkBackup: (form) =>
      attempt(async () => {
        if (!model.backup) return;
        model.rehearsal = undefined;
        const { way, secret } = opener(form);
        model.rehearsal = await rehearseBackup(model.backup, way, secret);
      }),
    /** @param {HTMLFormElement} form */
    restoreBackup: (form) =>
      attempt(async () => {
        if (!model.backup) return;
        const { way, secret } = opener(form);
        const { backup, isStuck } = model;
        const restored = await restoreBackup(backup, way, secret, isStuck);
        const { added, known, isWhole, lost } = restored;
        form.reset();
        Object.assign(model, { backup: undefined, rehearsal: undefined, isStuck: false });
        // Until the vault is read again: if it has a passphrase already, nothing is offered.
        if (way === 'pass') model.reuse = secret;
        model.toast = sayAdded('backupResult', added, known);
        if (!isWhole) model.error = sayDamage(lost);
      }),
    /** Sets the passphrase of the restored backup here too. */
    reusePassphrase: () =>
      attempt(async () => {
        const passphrase = model.reuse;
        model.reuse = '';
        await setPassphrase(passphrase);
      }, 'passphraseSaved'),
    forgetReuse: () =>
      attempt(() => {
        model.reuse = '';
      }),
    chooseFolder: () =>
      attempt(async () => {
        if (await chooseFolder()) await saveThere();
      }),
    allowFolder: () =>
      attempt(async () => {
        const kept = await keptFolder();
        if (kept && (await allowFolder(kept.folder))) await saveThere();
      }),
    forgetFolder: () => attempt(forgetFolder),
  };

  async function saveThere() {
    // A new folder gets its first backup even if one was saved elsewhere.
    if (await saveToFolder(true)) model.toast = say('folderSaved');
  }
}

/** The user's folder, as shown on the page. */
export async function folderModel() {
  const kept = await keptFolder().catch((thrown) => {
    if (failureOf(thrown)) throw thrown;
    return undefined;
  });
  return {
    can: canChooseFolder(),
    name: kept?.folder.name ?? '',
    isAllowed: kept?.isAllowed ?? false,
    isFailing: kept !== undefined && (await recall('folderFailed')) === true,
  };
}
