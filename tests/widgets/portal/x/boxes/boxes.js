import { api, LightningElement } from 'lwc';

/** Six boxes that advance; what a box itself says is its number alone. */
export default class Boxes extends LightningElement {
  places = [0, 1, 2, 3, 4, 5].map((at) => ({
    at,
    label: `${at + 1}`,
    name: `value${at + 1}`,
  }));
  digits = ['', '', '', '', '', ''];

  @api get value() {
    return this.digits.join('');
  }

  boxAt(at) {
    return this.template.querySelectorAll('x-box')[at];
  }

  take(event) {
    const at = Number(event.target.dataset.at);
    this.digits[at] = event.detail;
    if (event.detail) this.boxAt(at + 1)?.focus();
  }

  back(event) {
    this.boxAt(Number(event.target.dataset.at) - 1)?.focus();
  }
}
