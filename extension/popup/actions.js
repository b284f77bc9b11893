// The popup's actions, as its views know them: each changes the vault, the page or the model, and then draws.

import { explain, failureOf } from '../core/core.js';
import * as clock from '../flows/clock.js';
import { forgetOutcome } from '../flows/outcome.js';
import * as rescues from '../flows/rescue.js';
import * as vault from '../flows/vault.js';
import * as files from '../platform/files.js';
import { askForSites } from '../platform/sites.js';
import { readLast } from '../platform/storage.js';
import * as tabs from '../platform/tabs.js';
import { trace } from '../platform/trace.js';
import { say } from '../platform/words.js';
import { editingOf } from '../ui/editing.js';
import { dress } from '../ui/look.js';
import { copy, fill, use } from './filling.js';
import { reread } from './found.js';
import { lookAtPage } from './looking.js';
import { openMenu } from './menus.js';
import { model } from './model.js';
import {
  adopt,
  attempt,
  breakDown,
  change,
  draw,
  focusBest,
  leave,
  open,
  show,
  toast,
} from './window.js';

export { lock } from '../flows/lock.js';
export { addCandidate } from './adding.js';
export { addTyped, showKey, showMore, typing } from './byHand.js';
export {
  confirm,
  copyAnyway,
  decline,
  dismiss,
  sayUnfilled,
  useHere,
  useSuggested,
} from './filling.js';
export { rename } from './found.js';
export { addPicture, lookAtPage, showAdd } from './looking.js';
export { closeMenu, collapse, expand, openMenu, pin, remove, showQr } from './menus.js';
export { attempt, leave, show } from './window.js';

/** @typedef {import('../core/postern.js').RowView} RowView */

const editing = editingOf(model, {
  draw,
  show,
  toast,
  attempt,
  change,
  details: (id, origin) => open().details(id, origin),
  isFull: false,
});

/** What the form of an account does. */
export const edit = {
  ...editing,
  back: leave,
  /** @param {string} site */
  bind: (site) => {
    model.isEdited = true;
    editing.bind(site);
  },
  /** @param {string} site */
  unbind: (site) => {
    model.isEdited = true;
    editing.unbind(site);
  },
  openFull: () => attempt(() => tabs.openSettings(`#account=${model.editing?.id}`)),
};

/** What a row and its menu do. */
export const list = {
  /** @param {RowView} row */
  use: (row) => {
    model.revealed.add(row.id);
    void use(row);
  },
  copy,
  fill,
  edit: edit.open,
  /** @param {RowView} row @param {Event} event */
  menu: (row, event) => openMenu(row.id, event),
};

/** @type {Promise<void>} */
let opened = Promise.resolve();

/** Storage was written, here or in another window. Runs one at a time: an older read must not be shown last. */
export function reopen() {
  opened = opened.catch(() => undefined).then(reopenNow);
  return opened;
}

async function reopenNow() {
  try {
    const reading = readLast();
    const session = await vault.openVault(reading);
    adopt(session);
    const { settings, mark, clock } = await reading;
    Object.assign(model, { settings, clock });
    model.missing = vault.writesMissing(session, mark);
    // The vault was unlocked, put back or created again in another window.
    if (model.screen === 'locked' || model.screen === 'broken') return location.reload();
    await dress(model.settings);
  } catch (thrown) {
    // The lock listener draws the lock screen.
    if (failureOf(thrown)?.code === 'vault-locked') return;
    await trace('popup', thrown);
    if (failureOf(thrown)) model.previous = (await rescues.wholeBefore()) !== undefined;
    return breakDown(thrown);
  }
  reread();
  draw();
}

/** Whether the whole list is shown in the user's own order. */
export function canMove() {
  return model.settings.order === 'manual' && !model.query && !model.tag;
}

/** @param {string} id @param {string | undefined} before */
export async function place(id, before) {
  await change((session, nowMs) => session.place(id, before, nowMs));
  draw();
}

/** Announces the move to screen readers. @param {number} position */
export function tell(position) {
  toast(say('movedTo', position));
}

export function openSettings() {
  return tabs.openSettings('');
}

export function openPanel() {
  return attempt(async () => {
    await tabs.openPanel();
    close();
  });
}

export function openWindow() {
  return attempt(tabs.openWindow);
}

export function importFrom() {
  return attempt(() => tabs.openSettings('#import'));
}

export function openCamera() {
  return attempt(() => tabs.openCameraPage(''));
}

/** A popup does not stay open while the user looks for another window. */
export function openScreen() {
  return attempt(() => tabs.openCameraPage('#screen'));
}

export function restore() {
  return attempt(() => tabs.openSettings('#backup'));
}

export function rescue() {
  return attempt(() => tabs.openSettings('#rescue'));
}

/** A new account is only safe once it is in a backup. */
export function backUp() {
  return attempt(async () => {
    await forgetOutcome();
    await tabs.openSettings('#backup=now');
  });
}

/** What sync waits for is in the settings. */
export function openSync() {
  return attempt(() => tabs.openSettings('#sync'));
}

export function scanAgain() {
  return attempt(() => {
    model.isAskedToScan = true;
    return lookAtPage();
  });
}

export function closeFull() {
  model.full = '';
  draw();
}

/** The user stays in the changed form. */
export function stay() {
  model.isLeaving = false;
  draw();
  focusBest();
}

export function usePrevious() {
  return attempt(async () => {
    await rescues.usePrevious();
    location.reload();
  });
}

export function saveRescue() {
  return attempt(async () => {
    const { name, text } = await rescues.makeRescue(new Date());
    files.saveFile(name, text);
  });
}

export function acceptOlder() {
  return attempt(vault.acceptOlder);
}

export function reload() {
  location.reload();
}

/** Asks for permission to look into the frames of another site. @param {string} origin */
export function lookInto(origin) {
  return attempt(async () => {
    if (await askForSites([origin])) await lookAtPage();
  });
}

/** @param {number} aheadMs */
export function correctClock(aheadMs) {
  return attempt(async () => {
    await clock.correctClock(model.outcome?.origin ?? '', aheadMs);
    await forgetOutcome();
    Object.assign(model, { outcome: undefined, isExpanded: false });
    toast(say('clockCorrected'));
  });
}

export function forgetCorrection() {
  return attempt(async () => {
    await clock.forgetCorrection(model.page?.origin ?? '');
    model.isExpanded = false;
    toast(say('clockForgotten'));
  });
}

/** @param {Blob[]} given */
export function importFiles(given) {
  return attempt(() => files.importFiles(given));
}

/** Opens the page's export where there is room to review it. */
export function importSeen() {
  return importFiles([new Blob([model.exported])]);
}

export function closeOutcome() {
  return attempt(async () => {
    Object.assign(model, { outcome: undefined, isExpanded: false });
    draw();
    await forgetOutcome();
  });
}

/** Shows how Postern rates the page's fields, for users who want to know why. */
export function showFields() {
  return attempt(async () => {
    if (!model.page) throw { code: 'page-no-access' };
    model.explained = explain(await tabs.collect(model.page));
    show('fields');
  });
}
