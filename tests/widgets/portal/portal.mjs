// A portal's enrolment and login, built of Lightning components as Salesforce builds its pages. What to
// show is in `globalThis.portal`; what the page itself was given, in `globalThis.held`.

import { createElement } from '@lwc/engine-dom';
import Enrolment from './x/enrolment/enrolment.js';
import Login from './x/login/login.js';

const { enrolment, ...shown } = globalThis.portal;
const page = enrolment
  ? createElement('x-enrolment', { is: Enrolment })
  : createElement('x-login', { is: Login });
Object.assign(page, shown);
page.addEventListener('sent', ({ detail }) => {
  globalThis.held = detail;
});
document.querySelector('#portal').append(page);
