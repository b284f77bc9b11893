// What the popup does: each action changes the vault or the page, then the model, then draws.

import { failureOf } from '../core/core.js';
import { fillAccount, nextCounterCode } from '../flows/fill.js';
import { changeVault, openVault, usePrevious } from '../flows/vault.js';
import { say, sayFailure } from '../platform/words.js';
import { lookingOf } from './looking.js';
import { fills } from './views/list.js';

/** @typedef {import('../core/core.js').Session} Session */
/** @typedef {import('../core/postern.js').RowView} RowView */
/** @typedef {import('../core/postern.js').AddRequest} AddRequest */
/** @typedef {import('./views/cards.js').Candidate} Candidate */
/** @typedef {typeof import('./popup.js').model} Model */

/** How long a sentence about something done stays. */
const TOAST_MS = 6000;
/** How long the receipt of a fill is readable before the popup gives the page back. */
const RECEIPT_MS = 900;

/**
 * @param {Model} model
 * @param {{ draw: () => void, focusBest: () => void, breakDown: (thrown: unknown) => void }} popup
 */
export function actionsOf(model, { draw, focusBest, breakDown }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clearing;

  /** @param {string} text @param {() => void} [undo] */
  function toast(text, undo) {
    clearTimeout(clearing);
    model.toast = undo ? { text, undo } : { text };
    clearing = setTimeout(() => {
      model.toast = undefined;
      draw();
    }, TOAST_MS);
    draw();
  }

  /** Runs an action; what the user or the page caused is said, a bug ends the session. @param {() => Promise<unknown>} action */
  async function attempt(action) {
    try {
      await action();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure && failure.code !== 'bad-request') toast(sayFailure(failure));
      else breakDown(thrown);
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
    // What had the focus is gone with its screen.
    if (!document.activeElement?.isConnected || document.activeElement === document.body)
      focusBest();
  }

  function open() {
    if (!model.session) throw { code: 'vault-damaged' };
    return model.session;
  }

  /** @param {RowView} row */
  const codeOf = async (row) =>
    row.kind === 'hotp' ? nextCounterCode(row.id) : open().code(row.id, Date.now());

  /** @param {string} text */
  async function toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      throw { code: 'copy-failed' };
    }
  }

  /** @param {RowView} row @param {string} [reason] why it was not typed */
  async function copyRow(row, reason) {
    const code = await codeOf(row);
    if (row.kind === 'hotp') model.shown.set(row.id, code);
    await toClipboard(code.text);
    toast(reason ? say('copiedNotFilled', reason) : say('copied'));
  }

  /** Why a row that could have been filled into a page's field was copied. @param {RowView} row */
  function whyNotFilled(row) {
    if (!model.hasField || row.forPage) return undefined;
    const [site] = row.sites;
    return site
      ? say('failSiteNotBoundNamed', model.site, site)
      : say('failSiteUnbound', model.site);
  }

  /** @param {{ id: string, kind: RowView['kind'] }} account */
  function fill(account) {
    if (!model.page) throw { code: 'page-no-access' };
    return fillAccount(account, model.page, (seconds) => toast(say('waiting', seconds)));
  }

  /** @param {RowView} row */
  async function fillRow(row) {
    let receipt;
    try {
      receipt = await fill(row);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) throw thrown;
      return copyRow(row, sayFailure(failure));
    }
    const { took, of, code, failure } = receipt;
    if (failure) {
      await toClipboard(code);
      return toast(say('copiedNotFilled', sayFailure(failure)));
    }
    toast(receiptOf(took, of));
    setTimeout(() => window.close(), RECEIPT_MS);
  }

  /** @param {number} took @param {number} of */
  const receiptOf = (took, of) => (of > 1 ? say('filledBoxes', took, of) : say('filled'));

  /** @param {AddRequest} request */
  async function add(request) {
    const { kind } = open().preview(request);
    const id = await change((session, nowMs) => session.add(request, nowMs));
    return { id, kind };
  }

  /** Saves a key found on the page and types its first code there. @param {Candidate} candidate */
  async function addCandidate(candidate) {
    const { text } = candidate;
    const account = await add({ text, origin: model.page?.origin ?? '' });
    model.candidates = model.candidates.filter((other) => other !== candidate);
    if (model.screen === 'add') show('list');
    toast(say('added'));
    if (!model.hasField) return;
    try {
      const { took, of, failure } = await fill(account);
      if (failure) throw failure;
      toast(say('addedFilled', receiptOf(took, of)));
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) throw thrown;
      toast(say('addedNotFilled', sayFailure(failure)));
    }
  }

  /** @param {HTMLFormElement} form */
  async function addTyped(form) {
    const data = new FormData(form);
    const text = String(data.get('text') ?? '');
    const given = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
    /** @type {AddRequest} */
    const request = {
      text,
      hex: data.has('hex'),
      origin: data.has('bind') ? (model.page?.origin ?? '') : '',
      ...(given('issuer') && { issuer: given('issuer') }),
      ...(given('name') && { name: given('name') }),
      ...(given('pin') && { pin: given('pin') }),
    };
    try {
      await add(request);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure) return breakDown(thrown);
      model.adding = {
        error: sayFailure(failure),
        offerHex: failure.code === 'key-looks-hex' || data.has('hex'),
        needsPin: failure.code === 'pin-needed' || data.has('pin'),
        looking: false,
      };
      return draw();
    }
    form.reset();
    show('list');
    toast(say('added'));
  }

  const looking = lookingOf(model, { draw, show, open, focusBest });

  const edit = {
    /** @param {HTMLFormElement} form */
    submit: (form) =>
      attempt(async () => {
        const { id } = /** @type {NonNullable<Model['editing']>} */ (model.editing);
        const data = new FormData(form);
        const [issuer, name] = [String(data.get('issuer') ?? ''), String(data.get('name') ?? '')];
        const sites = data.getAll('site').map(String);
        await change((session, nowMs) => session.edit({ id, issuer, name, sites }, nowMs));
        show('list');
      }),
    back: () => show('list'),
    remove: () =>
      attempt(async () => {
        const { id, details } = /** @type {NonNullable<Model['editing']>} */ (model.editing);
        await change((session, nowMs) => session.remove(id, nowMs));
        show('list');
        toast(say('deleted', details.issuer || details.name || say('noName')), () =>
          attempt(async () => {
            await change((session, nowMs) => session.restore(id, nowMs));
            model.toast = undefined;
            draw();
          }),
        );
      }),
    /** @param {string} site */
    bind: (site) => {
      const details = model.editing?.details;
      if (!details) return;
      details.sites.push({ site, choices: [site] });
      details.pageSite = undefined;
      draw();
    },
    /** @param {string} site */
    unbind: (site) => {
      const details = model.editing?.details;
      if (!details) return;
      details.sites = details.sites.filter((bound) => bound.site !== site);
      draw();
    },
  };

  /** Storage was written, here or in another window. */
  async function reopen() {
    try {
      adopt(await openVault());
    } catch (thrown) {
      return breakDown(thrown);
    }
    looking.reread();
    draw();
  }

  return {
    show,
    edit,
    addTyped,
    ...looking,
    reopen,
    /** @param {Candidate} candidate */
    addCandidate: (candidate) => attempt(() => addCandidate(candidate)),
    usePrevious: () =>
      attempt(async () => {
        await usePrevious();
        location.reload();
      }),
    list: {
      /** @param {RowView} row */
      use: (row) =>
        attempt(() =>
          fills(row, model.hasField) ? fillRow(row) : copyRow(row, whyNotFilled(row)),
        ),
      /** @param {RowView} row */
      copy: (row) => attempt(() => copyRow(row)),
      /** @param {RowView} row */
      edit: (row) => {
        const details = open().details(row.id, model.page?.origin ?? '');
        model.editing = { id: row.id, details };
        show('edit');
      },
    },
  };
}
