// The invisible page that empties the clipboard if it still holds the copied text.

chrome.runtime.onMessage.addListener((message, { id }, answer) => {
  if (id !== chrome.runtime.id || message?.type !== 'empty-clipboard') return;
  if (pasted() === message.text) empty();
  answer(true);
});

/** Without focus, this is the only way to read the clipboard. */
function pasted() {
  const field = document.body.appendChild(document.createElement('textarea'));
  field.focus();
  document.execCommand('paste');
  const { value } = field;
  field.remove();
  return value;
}

function empty() {
  const nothing = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', '');
  };
  document.addEventListener('copy', nothing, { once: true });
  document.execCommand('copy');
}
