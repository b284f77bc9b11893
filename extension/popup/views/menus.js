// The popup's menus: one for each account, and one for the popup itself.

import { say } from '../../platform/words.js';
import * as icons from '../../ui/icons.js';
import { nameOf } from '../../ui/parts.js';
import { clickOf, fits } from './list.js';

/** @typedef {import('../../core/postern.js').RowView} RowView */
/** @typedef {import('../model.js').Model} Model */
/** @typedef {import('../../ui/menu.js').MenuItem} MenuItem */
/** @typedef {typeof import('../actions.js')} Actions */

/**
 * The open menu, unless its account is no longer in view.
 * @param {Model} model
 * @param {RowView[]} rows
 * @param {Actions} actions
 */
export function menuOf(model, rows, actions) {
  const { menu } = model;
  if (!menu) return undefined;
  if (menu.id === '') return { label: say('more'), items: moreItems(model, actions), at: menu.at };
  const row = rows.find(({ id }) => id === menu.id);
  if (!row) return undefined;
  return { label: say('moreFor', nameOf(row)), items: rowItems(row, model, actions), at: menu.at };
}

/** @param {RowView} row @param {Model} model @param {Actions} actions @returns {MenuItem[]} */
function rowItems(row, model, { list, pin, showQr, remove }) {
  const isOther = clickOf(row, model) === 'copy' && fits(row, model);
  return [
    ...(isOther ? [item('fill', say('fillCode'), icons.fill, () => list.fill(row))] : []),
    item('copy', say('copyCode'), icons.copy, () => list.copy(row)),
    item('edit-row', say('edit'), icons.edit, () => list.edit(row)),
    item('pin', say(row.pinned ? 'unpin' : 'pin'), icons.pin, () => pin(row)),
    item('qr', say('showQr'), icons.qr, () => showQr(row)),
    { ...item('delete-row', say('deleteAccount'), icons.bin, () => remove(row)), isDanger: true },
  ];
}

/** @param {Model} model @param {Actions} actions @returns {MenuItem[]} */
function moreItems({ page, where }, actions) {
  const { openSettings, openCamera, openScreen, openPanel, openWindow, showFields } = actions;
  return [
    item('settings', say('settingsShort'), icons.settings, openSettings),
    item('camera', say('cameraScan'), icons.camera, openCamera),
    item('screen', say('screenScan'), icons.screen, openScreen),
    ...(where === 'popup'
      ? [
          item('panel', say('openPanel'), icons.panel, openPanel),
          item('window', say('openWindow'), icons.window, openWindow),
        ]
      : []),
    ...(page?.origin ? [item('why', say('fieldsShow'), icons.eye, showFields)] : []),
  ];
}

/** @param {string} what @param {string} text @param {unknown} icon @param {() => unknown} act @returns {MenuItem} */
function item(what, text, icon, act) {
  return { what, text, icon, act };
}
