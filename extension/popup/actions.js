// The popup's actions: each changes the vault or the page, then the model, then draws.

import { explain, failureOf, loadCore } from '../core/core.js';
import { awaitField } from '../flows/awaited.js';
import { correctClock, forgetCorrection } from '../flows/clock.js';
import { lock } from '../flows/lock.js';
import { forgetOutcome, noteEnrolment } from '../flows/outcome.js';
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
import { hostOf } from '../ui/parts.js';
import { fillingOf } from './filling.js';
import { lookingOf } from './looking.js';
import { noteMoved } from './steady.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('./views/cards.js').Candidate} Candidate */
/** @typedef {typeof import('./popup.js').model} Model */
/** @typedef {import('./popup.js').Toast} Toast */
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
      model.toast = undefined;
      draw();
    };
    const pressed = action && {
      text: action.text,
      run: () => {
        gone();
        action.run();
      },
    };
    // Its button covers something that could be clicked a moment ago.
    if (action) noteMoved();
    model.toast = { text, isQuiet, ...(pressed && { action: pressed }) };
    clearing = setTimeout(gone, action ? TOAST_MS.pressed : TOAST_MS.said);
    draw();
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
      document.querySelector('main.scroll')?.scrollTo({ top: 0 });
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
    Object.assign(model, {
      screen,
      from: 0,
      adding: { error: '', offerHex: false, needsPin: false, looking: false },
    });
    draw();
    // The focused element disappeared with its screen.
    if (!document.activeElement?.isConnected || document.activeElement === document.body)
      focusBest();
  }

  function open() {
    if (!model.session)
      throw { code: model.screen === 'locked' ? 'vault-locked' : 'vault-damaged' };
    return model.session;
  }

  const popup = { draw, show, toast, attempt, change, open, focusBest };
  const filling = fillingOf(model, popup);
  const looking = lookingOf(model, popup);
  const edit = {
    ...editingOf(model, { ...popup, details: (id, origin) => open().details(id, origin) }),
    openFull: () => attempt(() => openSettings(`#account=${model.editing?.id}`)),
  };

  /** @param {AddRequest} request @param {string} [old] the account whose key is replaced */
  async function add(request, old) {
    await loadCore();
    const { kind } = open().preview(request);
    const id = await change((session, nowMs) =>
      old ? session.replace(request, old, nowMs) : session.add(request, nowMs),
    );
    if (model.page && request.origin) await noteEnrolment(id, model.page);
    return { id, kind };
  }

  /** Saves a key found on the page and types its first code there. @param {Candidate} candidate @param {string} [old] @returns {Promise<void>} */
  async function addCandidate(candidate, old) {
    const account = await add(looking.requestOf(candidate), old);
    model.candidates = model.candidates.filter((other) => other !== candidate);
    if (model.screen === 'add') show('list');
    const said = say(old ? 'replaced' : 'added');
    toast(said);
    const { issuer, name } = candidate.preview;
    const row = { ...account, issuer, name, forPage: true, chosen: false };
    if (model.field) return toast(await filling.fillFirst(row));
    if (!model.elsewhere) return awaitFirst(account, said);
    // The boxes are in a frame of another site: the user decides whether the code goes there.
    filling.askAbout(row, model.elsewhere);
  }

  /**
   * The page shows no field for the first code yet.
   * @param {Parameters<typeof awaitField>[0]} account
   * @param {string} said the message that it was added
   */
  async function awaitFirst(account, said) {
    if (!model.page?.origin || account.kind === 'hotp') return;
    await awaitField(account, model.page);
    toast(`${said} ${say('firstAwaited')}`);
  }

  /** @param {HTMLFormElement} form */
  async function addTyped(form) {
    const data = new FormData(form);
    const text = String(data.get('text') ?? '');
    const given = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
    // A bare key does not say what it belongs to; the page that it is bound to does.
    const named = given('name') || text.includes('://') || !data.has('bind');
    const issuer = given('issuer') || (named ? '' : hostOf(model.site));
    /** @type {AddRequest} */
    const request = {
      text,
      hex: data.has('hex'),
      origin: data.has('bind') ? (model.page?.origin ?? '') : '',
      ...(issuer && { issuer }),
      ...(given('name') && { name: given('name') }),
      ...(given('pin') && { pin: given('pin') }),
    };
    try {
      await add(request);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) return breakDown(thrown);
      if (failure.code === 'migration') return attempt(() => importFiles([new Blob([text])]));
      model.adding = {
        error: sayFailure(failure),
        offerHex: failure.code === 'key-looks-hex' || data.has('hex'),
        needsPin: failure.code === 'pin-needed' || data.has('pin'),
        looking: false,
      };
      model.toast = undefined;
      draw();
      /** @type {HTMLElement | null} */ (form.querySelector('[name="text"]'))?.focus();
      return;
    }
    form.reset();
    show('list');
    toast(say('added'));
  }

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
    addTyped,
    ...looking,
    reopen,
    /** @param {Candidate} candidate @param {string} [old] */
    addCandidate: (candidate, old) => attempt(() => addCandidate(candidate, old)),
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
    },
    copyAnyway: filling.copyAnyway,
    useHere: filling.useHere,
    leave: filling.leave,
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
        model.outcome = undefined;
        toast(say('clockCorrected'));
      }),
    forgetCorrection: () =>
      attempt(async () => {
        await forgetCorrection(model.page?.origin ?? '');
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
        model.outcome = undefined;
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
