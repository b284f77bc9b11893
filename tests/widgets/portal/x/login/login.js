import { api, LightningElement } from 'lwc';

/** The second step of a login: for an authenticator, or for a code that was sent. */
export default class Login extends LightningElement {
  title = 'One more step';
  @api sentence = '';

  send() {
    const code = this.template.querySelector('x-field').value;
    this.dispatchEvent(new CustomEvent('sent', { detail: code }));
  }
}
