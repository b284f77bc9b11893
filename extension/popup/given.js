// Handles pastes and drops on any screen of the popup.

/** @typedef {import('./model.js').Model} Model */
/** @typedef {typeof import('./actions.js')} Actions */

/** @param {Model} model @param {Actions} actions */
export function receiveGiven(model, actions) {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => receive(event, event.dataTransfer));
  document.addEventListener('paste', (event) => receive(event, event.clipboardData));

  /** @param {Event} event @param {DataTransfer | null} given */
  function receive(event, given) {
    const files = [...(given?.files ?? []), ...listIn(given)];
    if (files.length === 0 || !model.session) return;
    event.preventDefault();
    const [picture] = files;
    // One picture is one key; anything else opens where there is room to review it.
    if (files.length > 1 || !picture?.type.startsWith('image/')) {
      void actions.importFiles(files);
      return;
    }
    if (model.screen !== 'add') actions.show('add');
    void actions.addPicture(picture);
  }
}

/** A pasted list of keys, or a whole export; a single key goes to the form. @param {DataTransfer | null} given */
function listIn(given) {
  const text = given?.getData('text') ?? '';
  const isList = (text.match(/otpauth:\/\//g)?.length ?? 0) > 1;
  return isList || text.includes('otpauth-migration://') ? [new Blob([text])] : [];
}
