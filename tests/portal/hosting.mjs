// Customer administration of a hosting provider: the QR code is drawn in a dialog, on demand.

import { error } from './page.mjs';
import { makePortal, onlyIn } from './portal.mjs';

export const HOSTING = {
  host: 'admin.hosting.localhost',
  name: 'Customer Administration',
  colour: '#9a3412',
  issuer: 'Hosting Administration',
  user: '40117-admin',
  password: 'tandem bicycle',
};

/** @param {import('./page.mjs').Shape} [shape] */
export function hosting(shape) {
  const portal = makePortal(HOSTING, shape);
  const { app, user, show } = portal;

  const login = (message = '') =>
    show(
      `<h1>Customer login</h1><form method="post" action="/login"><label>Customer number <input name="user"></label>
        <label>Password <input name="password" type="password"></label>${error(message)}<button>Continue</button></form>`,
      false,
    );
  portal.askForPassword(login, 'Login failed.', '/security');

  const code = (message = '') =>
    show(
      `<h1>Authorization</h1><div class="row"><form method="post" action="/code"><h2>OTP device</h2>
        <label for="field_7">Authorization code</label><input id="field_7" name="field_7">
        ${error(message)}<div><button>Log in</button></div></form>
        <form method="post" action="/sms"><h2>Text message</h2><label for="field_8">SMS code</label>
        <input id="field_8" name="field_8" maxlength="6"><div><button class="plain">Send SMS</button></div></form></div>`,
      false,
    );
  portal.askForCode(code, 'field_7', '/security');

  const security = (message = '') => {
    const device = user.pending
      ? `<p>Open the code, scan it, close it, then enter what your device shows.</p>
        <button type="button" class="plain" id="display">Display QR Code</button>
        <dialog id="dialog"><h2>Scan with your OTP device</h2><canvas id="qr"></canvas><div><button id="close">Close</button></div></dialog>
        <form method="post" action="/verify"><label for="field_3">Code</label><input id="field_3" name="field_3" size="10">
        ${error(message)}<div><button>Verify</button></div></form>
        <script>
          const { size, dark } = ${JSON.stringify(user.pending.modules())};
          const dialog = document.getElementById('dialog');
          document.getElementById('close').onclick = () => dialog.close();
          document.getElementById('display').onclick = () => {
            const [canvas, scale, margin] = [document.getElementById('qr'), 6, 4];
            canvas.width = canvas.height = (size + 2 * margin) * scale;
            const pen = canvas.getContext('2d');
            pen.fillStyle = '#fff'; pen.fillRect(0, 0, canvas.width, canvas.height); pen.fillStyle = '#000';
            dark.forEach((on, at) => on && pen.fillRect((margin + at % size) * scale, (margin + Math.floor(at / size)) * scale, scale, scale));
            dialog.showModal();
          };
        </script>`
      : '<form method="post" action="/connect"><button>Connect device</button></form>';
    return show(`<h1>Edit profile</h1><form class="row"><label>Customer number <input value="40117" readonly></label>
      <label>Postcode <input name="plz" maxlength="5" inputmode="numeric"></label></form>
      <h2>Security · OTP two-factor</h2>${user.active ? '<p class="ok" data-home>Device connected</p>' : device}`);
  };
  app.get('/security', onlyIn, (_request, response) => {
    response.send(security());
  });
  app.post('/connect', onlyIn, (_request, response) => {
    portal.offer();
    response.redirect('/security');
  });
  app.post('/verify', onlyIn, (request, response) => {
    const refusal = portal.confirm(request.body.field_3);
    if (refusal) return void response.send(security(refusal));
    response.redirect('/security');
  });
  return portal;
}
