import { api, LightningElement } from 'lwc';

export default class Code extends LightningElement {
  @api value = '';

  take(event) {
    this.value = event.target.value;
    this.dispatchEvent(new CustomEvent('change', { detail: this.value }));
  }
}
