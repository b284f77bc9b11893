import { api, LightningElement } from 'lwc';

/** Three steps on one page, the button outside of any form. */
export default class Enrolment extends LightningElement {
  @api picture = '';
  @api key = '';

  get lines() {
    return [this.key.slice(0, 16), this.key.slice(16, 31), this.key.slice(31)];
  }

  send() {
    const code = this.template.querySelector('x-boxes').value;
    this.dispatchEvent(new CustomEvent('sent', { detail: code }));
  }
}
