// The popup's actions: each changes the vault or the page, then the model, then draws.

import { explain, failureOf } from '../core/core.js';
import { correctClock, forgetCorrection } from '../flows/clock.js';
import { lock } from '../flows/lock.js';
import { forgetOutcome } from '../flows/outcome.js';
import { makeRescue, usePrevious, wholeBefore } from '../flows/rescue.js';
import { acceptOlder, changeVault, openVault, writesMissing } from '../flows/vault.js';
import { importFiles, saveFile } from '../platform/files.js';
import { askForSites } from '../platform/sites.js';
import { readLast } from '../platform/storage.js';
import { collect, openPanel, openSettings, openWindow } from '../platform/tabs.js';
import { trace } from '../platform/trace.js';
import { say, sayFailure } from '../platform/words.js';
import { editingOf } from '../ui/editing.js';
import { dress } from '../ui/look.js';
import { addingOf } from './adding.js';
import { fillingOf } from './filling.js';
import { lookingOf } from './looking.js';
import { menusOf } from './menus.js';
import { moveFocus, noteDocked } from './steady.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('./model.js').Candidate} Candidate */
/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Toast} Toast */
/**
 * The functions that the parts of the popup share.
 * @typedef {object} Popup
 * @property {() => void} draw
 * @property {(screen: Model['screen']) => void} show
 * @property {(text: string, action?: Toast['action'], isQuiet?: boolean) => void} toast
 * @property {(action: () => unknown) => Promise<void>} attempt
 * @property {<T>(edit: (session: Session, nowMs: number) => T) => Promise<T>} change
 * @property {() => Session} open
 * @property {() => void} focusBest
 */

/** How long a toast stays; longer if it has a button. */
const TOAST_MS = { said: 6000, pressed: 15_000 };

/**
 * @param {Model} model
 * @param {{ draw: () => void, focusBest: () => void, breakDown: (thrown: unknown) => void }} popup
 */
export function actionsOf(model, { draw, focusBest, breakDown }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clearing;

  /**
   * @param {string} text
   * @param {Toast['action']} [action]
   * @param {boolean} [isQuiet] the same text was shown before, apart from a number
   */
  function toast(text, action, isQuiet = false) {
    clearTimeout(clearing);
    const gone = () => {
      clearTimeout(clearing);
      const hadFocus = document.activeElement?.matches('.toast button');
      model.toast = undefined;
      draw();
      if (hadFocus) focusBest();
    };
    const pressed = action && {
      text: action.text,
      run: () => {
        gone();
        action.run();
      },
    };
    // Its button covers something that could be clicked a moment ago.
    if (action) noteDocked();
    model.toast = { text, isQuiet, ...(pressed && { action: pressed }) };
    clearing = setTimeout(gone, action ? TOAST_MS.pressed : TOAST_MS.said);
    draw();
    // What had the focus is gone: undoing is the next thing to do.
    if (action && document.activeElement === document.body) {
      moveFocus(document.querySelector('.toast button'));
    }
  }

  /**
   * Runs an action: reports failures caused by the user or the page; a bug ends the session.
   * @param {() => unknown} action
   */
  async function attempt(action) {
    try {
      await action();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure || failure.code === 'bad-request') {
        await trace('popup', thrown);
        return breakDown(thrown);
      }
      if (failure.code !== 'vault-full' && failure.code !== 'storage-full')
        return toast(sayFailure(failure));
      model.full = failure.code;
      show('list');
    }
  }

  /** @param {Session} session */
  function adopt(session) {
    model.session?.free();
    model.session = session;
  }

  /** @template T @param {(session: Session, nowMs: number) => T} edit */
  async function change(edit) {
    const { session, result } = await changeVault(edit);
    adopt(session);
    return result;
  }

  /** @param {Model['screen']} screen */
  function show(screen) {
    const scroll = document.querySelector('main.scroll');
    if (model.screen === 'list') model.top = scroll?.scrollTop ?? 0;
    // What was said about the list would lie over the form.
    if (screen !== 'list') model.toast = undefined;
    Object.assign(model, {
      screen,
      isEdited: false,
      isLeaving: false,
      isExpanded: false,
      adding: { error: '', offerHex: false, needsPin: false, looking: false },
    });
    draw();
    // The list returns as it was left.
    if (screen === 'list') document.querySelector('main.scroll')?.scrollTo({ top: model.top });
    // The focused element disappeared with its screen.
    if (!document.activeElement?.isConnected || document.activeElement === document.body)
      focusBest();
  }

  /** Back to the list, unless something would be lost that the user should decide about. */
  function leave() {
    if (!model.isEdited) return show('list');
    model.isLeaving = true;
    draw();
    moveFocus(document.querySelector('[data-keep]'));
  }

  function open() {
    if (!model.session)
      throw { code: model.screen === 'locked' ? 'vault-locked' : 'vault-damaged' };
    return model.session;
  }

  const popup = { draw, show, toast, attempt, change, open, focusBest };
  const filling = fillingOf(model, popup);
  const looking = lookingOf(model, popup);
  const menus = menusOf(model, popup);
  const editing = editingOf(model, {
    ...popup,
    details: (id, origin) => open().details(id, origin),
  });
  const edit = {
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
    openFull: () => attempt(() => openSettings(`#account=${model.editing?.id}`)),
  };

  const adding = addingOf(model, popup, { looking, filling, breakDown });

  /** @type {Promise<void>} */
  let opened = Promise.resolve();

  /** Storage was written, here or in another window. Runs one at a time: an older read must not be shown last. */
  function reopen() {
    opened = opened.catch(() => undefined).then(reopenNow);
    return opened;
  }

  async function reopenNow() {
    try {
      const reading = readLast();
      const session = await openVault(reading);
      adopt(session);
      const { settings, mark, clock } = await reading;
      Object.assign(model, { settings, clock });
      model.missing = writesMissing(session, mark);
      // The vault was unlocked, put back or created again in another window.
      if (model.screen === 'locked' || model.screen === 'broken') return location.reload();
      await dress(model.settings);
    } catch (thrown) {
      // The lock listener draws the lock screen.
      if (failureOf(thrown)?.code === 'vault-locked') return;
      await trace('popup', thrown);
      if (failureOf(thrown)) model.previous = (await wholeBefore()) !== undefined;
      return breakDown(thrown);
    }
    looking.reread();
    draw();
  }

  /** Whether the whole list is shown in the user's own order. */
  const canMove = () => model.settings.order === 'manual' && !model.query && !model.tag;

  return {
    show,
    attempt,
    edit,
    canMove,
    /** @param {string} id @param {string | undefined} before */
    place: async (id, before) => {
      await change((session, nowMs) => session.place(id, before, nowMs));
      draw();
    },
    /** Announces the move to screen readers. @param {number} position */
    tell: (position) => toast(say('movedTo', position)),
    lock,
    openSettings: () => openSettings(''),
    openPanel: () =>
      attempt(async () => {
        await openPanel();
        close();
      }),
    openWindow: () => attempt(openWindow),
    scanAgain: () =>
      attempt(() => {
        model.isAskedToScan = true;
        return looking.lookAtPage();
      }),
    closeFull: () => {
      model.full = '';
      draw();
    },
    leave,
    stay: () => {
      model.isLeaving = false;
      draw();
      focusBest();
    },
    addTyped: adding.addTyped,
    ...looking,
    ...menus,
    reopen,
    /** @param {Candidate} candidate @param {string} [old] */
    addCandidate: (candidate, old) => attempt(() => adding.addCandidate(candidate, old)),
    usePrevious: () =>
      attempt(async () => {
        await usePrevious();
        location.reload();
      }),
    saveRescue: () =>
      attempt(async () => {
        const { name, text } = await makeRescue(new Date());
        saveFile(name, text);
      }),
    acceptOlder: () => attempt(acceptOlder),
    reload: () => location.reload(),
    list: {
      /** @param {RowView} row */
      use: (row) => {
        model.revealed.add(row.id);
        void filling.use(row);
      },
      copy: filling.copy,
      fill: filling.fill,
      edit: edit.open,
      /** @param {RowView} row @param {Event} event */
      menu: (row, event) => menus.openMenu(row.id, event),
    },
    copyAnyway: filling.copyAnyway,
    useHere: filling.useHere,
    decline: filling.leave,
    confirm: filling.confirm,
    dismiss: filling.dismiss,
    sayUnfilled: filling.sayUnfilled,
    /** Asks for permission to look into the frames of another site. @param {string} origin */
    lookInto: (origin) =>
      attempt(async () => {
        if (await askForSites([origin])) await looking.lookAtPage();
      }),
    /** @param {number} aheadMs */
    correctClock: (aheadMs) =>
      attempt(async () => {
        await correctClock(model.outcome?.origin ?? '', aheadMs);
        await forgetOutcome();
        Object.assign(model, { outcome: undefined, isExpanded: false });
        toast(say('clockCorrected'));
      }),
    forgetCorrection: () =>
      attempt(async () => {
        await forgetCorrection(model.page?.origin ?? '');
        model.isExpanded = false;
        toast(say('clockForgotten'));
      }),
    importFrom: () => attempt(() => openSettings('#import')),
    restore: () => attempt(() => openSettings('#backup')),
    rescue: () => attempt(() => openSettings('#rescue')),
    /** @param {Blob[]} files */
    importFiles: (files) => attempt(() => importFiles(files)),
    /** Opens the page's export where there is room to review it. */
    importSeen: () => attempt(() => importFiles([new Blob([model.exported])])),
    /** A new account is only safe once it is in a backup. */
    backUp: () =>
      attempt(async () => {
        await forgetOutcome();
        await openSettings('#backup');
      }),
    closeOutcome: () =>
      attempt(async () => {
        Object.assign(model, { outcome: undefined, isExpanded: false });
        draw();
        await forgetOutcome();
      }),
    /** Shows how Postern rates the page's fields, for users who want to know why. */
    showFields: () =>
      attempt(async () => {
        if (!model.page) throw { code: 'page-no-access' };
        model.explained = explain(await collect(model.page));
        show('fields');
      }),
  };
}
