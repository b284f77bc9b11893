import { api, LightningElement } from 'lwc';

/** As `lightning-input`: a label of its own, and an id that changes at every render. */
export default class Field extends LightningElement {
  @api label = '';
  @api name = '';
  @api type = 'text';
  @api value = '';

  take(event) {
    this.value = event.target.value;
  }
}
