// The settings page: what opens the vault, when it locks, what was deleted. `#passkey` is the window
// in which the popup lets a passkey be asked for: the system's dialog would close the popup.

import { html, nothing, render } from 'lit-html';
import { failureOf, loadCore, makeRecoveryKey, slotsOf } from '../core/core.js';
import { makeBackup, noteBackup, readBackup, restoreBackup } from '../flows/backup.js';
import {
  addPasskey,
  addRecovery,
  removeSlot,
  setPassphrase,
  unlockWithPasskey,
  useDevice,
} from '../flows/unlock.js';
import { changeSettings, changeVault, openVault, vaultsOf } from '../flows/vault.js';
import { loadStrength, saveFile } from '../platform/files.js';
import { onRemembered, onVaultWritten, readStored, recall } from '../platform/storage.js';
import { locale, say, sayFailure } from '../platform/words.js';
import { lockedModel, unlockingOf } from '../popup/unlocking.js';
import * as icons from '../popup/views/icons.js';
import { lockedView } from '../popup/views/locked.js';
import { settingsView } from './views.js';

/** @typedef {import('../core/postern.js').SlotView} SlotView */
/** @typedef {import('../core/postern.js').BinnedView} BinnedView */

/** What a vault will open with that is made with its first account. @type {SlotView} */
const FIRST_SLOT = {
  id: '',
  kind: 'device',
  kdf: undefined,
  credential: undefined,
  prfSalt: undefined,
};

export const model = {
  locked: /** @type {import('../popup/views/locked.js').LockedModel | undefined} */ (undefined),
  slots: /** @type {SlotView[]} */ ([]),
  bin: /** @type {BinnedView[]} */ ([]),
  settings: /** @type {import('../platform/storage.js').Settings} */ ({}),
  /** Which form is open. */
  form: /** @type {'' | 'pass' | 'recovery'} */ (''),
  strength: /** @type {number | undefined} */ (undefined),
  /** A recovery key that is being shown, for this once. */
  paper: '',
  /** Which of its groups are to be typed back. */
  asked: /** @type {number[]} */ ([]),
  /** A backup that was chosen, and what opens it. */
  backup: /** @type {Awaited<ReturnType<typeof readBackup>> | undefined} */ (undefined),
  isBusy: false,
  error: '',
  broken: '',
  toast: '',
};
/** @typedef {typeof model} Model */

const isPasskeyWindow = location.hash === '#passkey';

const unlocking = unlockingOf(
  () => /** @type {import('../popup/views/locked.js').LockedModel} */ (model.locked),
  {
    draw,
    breakDown,
    passkey: unlockWithPasskey,
    opened: () => (isPasskeyWindow ? close() : read()),
  },
);

const actions = actionsOf();

/** What the page does. */
export function actionsOf() {
  /** @param {() => unknown} act @param {import('../platform/words.js').Word} [done] */
  const attempt = async (act, done) => {
    Object.assign(model, { isBusy: true, error: '', toast: '' });
    draw();
    try {
      await act();
      if (done) model.toast = say(done);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure || failure.code === 'bad-request') return breakDown(thrown);
      model.error =
        failure.code === 'vault-wrong-key' ? say('wrongForBackup') : sayFailure(failure);
    }
    model.isBusy = false;
    await read();
  };
  const closed = { form: /** @type {const} */ (''), strength: undefined, paper: '' };

  return {
    /** @param {'pass' | 'recovery'} form */
    open: (form) => {
      const paper = form === 'recovery' ? makeRecoveryKey() : '';
      Object.assign(model, closed, { form, paper, asked: someGroups(), error: '', toast: '' });
      draw();
      /** @type {HTMLElement | null} */ (document.querySelector('[autofocus]'))?.focus();
    },
    close: () => {
      Object.assign(model, closed, { error: '' });
      draw();
    },
    print: () => print(),
    /** @param {InputEvent} event */
    typed: async (event) => {
      const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
      const { strengthOf } = await loadStrength();
      model.strength = value ? strengthOf(value) : undefined;
      draw();
    },
    /** @param {HTMLFormElement} form */
    setPassphrase: (form) => {
      const data = new FormData(form);
      const [first, again] = ['passphrase', 'again'].map((name) => String(data.get(name) ?? ''));
      return attempt(async () => {
        if (first !== again) throw { code: 'passphrase-differs' };
        await setPassphrase(first ?? '');
        form.reset();
        Object.assign(model, closed);
      }, 'passphraseSaved');
    },
    turnOff: () => attempt(useDevice, 'passphraseGone'),
    addPasskey: () => attempt(addPasskey, 'passkeySaved'),
    /** @param {string} id */
    remove: (id) => attempt(() => removeSlot(id), 'removed'),
    /** @param {HTMLFormElement} form */
    confirmPaper: (form) => {
      const data = new FormData(form);
      const groups = model.paper.split('-');
      const isRight = model.asked.every((at) => {
        const typed = String(data.get(`group-${at}`) ?? '').replace(/[\s-]/g, '');
        return typed.toUpperCase() === groups[at];
      });
      return attempt(async () => {
        if (!isRight) throw { code: 'recovery-differs' };
        await addRecovery(model.paper);
        Object.assign(model, closed);
      }, 'recoverySaved');
    },
    /** @param {import('../platform/storage.js').Settings} change */
    choose: (change) => attempt(() => changeSettings(change)),
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
        model.backup = undefined;
        model.backup = await readBackup(file);
      }),
    /** @param {HTMLFormElement} form */
    restoreBackup: (form) => {
      const { backup } = model;
      const data = new FormData(form);
      const [pass, paper] = ['pass', 'recovery'].map((name) => String(data.get(name) ?? ''));
      if (!backup) return;
      return attempt(async () => {
        const { added, known, unreadable } = await restoreBackup(
          backup.vault,
          pass ? 'pass' : 'recovery',
          pass || paper || '',
        );
        form.reset();
        model.backup = undefined;
        model.toast = say('backupResult', added, known);
        if (unreadable > 0) model.error = say('backupDamaged', unreadable);
      });
    },
    /** @param {string} id */
    restore: (id) =>
      attempt(async () => {
        const { session } = await changeVault((opened, nowMs) => opened.restore(id, nowMs));
        session.free();
      }, 'restored'),
  };
}

/** Two groups of the recovery key, by chance. */
function someGroups() {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint8Array(2));
  const first = one % 8;
  return [first, (first + 1 + (other % 7)) % 8].sort((a, b) => a - b);
}

function draw() {
  const content = model.broken
    ? html`<section class="card bad" role="alert"><p>${model.broken}</p></section>`
    : model.locked
      ? lockedView(model.locked, unlocking)
      : settingsView(model, actions);
  render(
    html`
      <h1>${icons.mark}${say('settingsTitle')}</h1>
      ${model.error && !model.locked ? html`<p class="card bad" role="alert" data-error>${model.error}</p>` : nothing}
      ${content}
      <div class="toast" role="status">${model.toast ? html`<span>${model.toast}</span>` : nothing}</div>
    `,
    document.body,
  );
}

/** A bug, or a vault that cannot be shown: one honest sentence. @param {unknown} thrown */
function breakDown(thrown) {
  model.broken = sayFailure(failureOf(thrown));
  draw();
}

/** Storage → the model. */
async function read() {
  try {
    const reading = readStored();
    const stored = await reading;
    model.settings = stored.settings ?? {};
    const session = await openVault(reading);
    model.bin = session.bin().accounts;
    session.free();
    const [vault] = vaultsOf(stored);
    model.slots = vault ? slotsOf(vault).slots : [FIRST_SLOT];
    model.locked = undefined;
  } catch (thrown) {
    if (failureOf(thrown)?.code !== 'vault-locked') return breakDown(thrown);
    Object.assign(model, { locked: await lockedModel(), form: '', paper: '', bin: [] });
  }
  draw();
}

async function start() {
  Object.assign(document.documentElement, locale());
  document.title = say('settingsTitle');
  await loadCore();
  await read();
  onVaultWritten(() => void read());
  onRemembered('unlocked', async () => {
    if (!(await recall('unlocked')) !== (model.locked !== undefined)) await read();
  });
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
  if (isPasskeyWindow && model.locked) void unlocking.passkey();
}

addEventListener('unhandledrejection', ({ reason }) => breakDown(reason));
void start();
