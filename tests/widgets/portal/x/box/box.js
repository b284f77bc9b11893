import { api, LightningElement } from 'lwc';

/** One digit, in a component of its own. */
export default class Box extends LightningElement {
  @api label = '';
  @api name = '';
  @api value = '';

  @api focus() {
    this.template.querySelector('input').focus();
  }

  take(event) {
    this.value = event.target.value;
    this.dispatchEvent(new CustomEvent('digit', { detail: this.value }));
  }

  step(event) {
    if (event.key === 'Backspace' && !this.value) this.dispatchEvent(new CustomEvent('back'));
  }
}
