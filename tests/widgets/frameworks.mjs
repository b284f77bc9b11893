// Widgets of frameworks that need a compiler of their own: Angular, Svelte, Lit and Lightning.

import '@angular/compiler';
import { Component, provideZonelessChangeDetection } from '@angular/core';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { bootstrapApplication } from '@angular/platform-browser';
import { createElement } from '@lwc/engine-dom';
import { html, LitElement } from 'lit';
import { NgOtpInputComponent } from 'ng-otp-input';
import { mount } from 'svelte';
import Field from './Field.svelte';
import Code from './lwc/x/code/code.js';
import Pin from './Pin.svelte';

/** @typedef {(value: string) => void} Tell */

/** @param {any} component */
const svelte =
  (component) => (/** @type {HTMLElement} */ target, first, /** @type {Tell} */ tell) => {
    tell(first);
    mount(component, { target, props: { value: first, tell } });
  };

/** An Angular component whose template has a form control. @param {string} template @param {any[]} imports */
const angular =
  (template, imports) => (/** @type {HTMLElement} */ root, first, /** @type {Tell} */ tell) => {
    class Page {
      control = new FormControl(first);
    }
    const App = Component({ selector: 'app-page', template, imports })(Page);
    tell(first);
    root.append(document.createElement('app-page'));
    void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] }).then(
      (app) => {
        app.components[0].instance.control.valueChanges.subscribe((value) => tell(value ?? ''));
      },
    );
  };

class LitCode extends LitElement {
  static properties = { value: {} };

  render() {
    const take = (/** @type {any} */ event) => {
      this.value = event.target.value.replace(/\D/g, '');
      this.dispatchEvent(new CustomEvent('change', { detail: this.value }));
    };
    return html`<label for="code">Code</label><input id="code" maxlength="6" .value=${this.value} @input=${take}>`;
  }
}

/** Six boxes that are one value, each drawn anew by every digit. */
class LitBoxes extends LitElement {
  static properties = { value: {} };

  render() {
    const take = (/** @type {number} */ at) => (/** @type {any} */ event) => {
      const digits = [...this.value.padEnd(6)];
      digits[at] = event.target.value.slice(-1) || ' ';
      this.value = digits.join('').trimEnd();
      this.dispatchEvent(new CustomEvent('change', { detail: this.value }));
      this.renderRoot.querySelectorAll('input')[at + 1]?.focus();
    };
    return [0, 1, 2, 3, 4, 5].map(
      (at) =>
        html`<input maxlength="1" aria-label="Digit ${at + 1}" style="width: 44px; height: 44px"
          .value=${(this.value[at] ?? '').trim()} @input=${take(at)}>`,
    );
  }
}
customElements.define('lit-code', LitCode);
customElements.define('lit-boxes', LitBoxes);

/** An element with a value that tells its changes. @param {() => any} make */
const element = (make) => (/** @type {HTMLElement} */ root, first, /** @type {Tell} */ tell) => {
  const code = make();
  code.value = first;
  tell(first);
  code.addEventListener('change', (/** @type {any} */ event) => tell(event.detail));
  root.append(code);
};

/** Each draws itself into a place with a value, and tells what it holds. */
export const FRAMEWORKS = {
  'ng-otp-input': angular(
    '<ng-otp-input [formCtrl]="control" [config]="{ length: 6, allowNumbersOnly: true }" />',
    [NgOtpInputComponent],
  ),
  'angular, one field': angular(
    '<input [formControl]="control" maxlength="6" inputmode="numeric">',
    [ReactiveFormsModule],
  ),
  'bits-ui PinInput': svelte(Pin),
  'svelte, one field': svelte(Field),
  'lit, one field': element(() => document.createElement('lit-code')),
  'lit, six boxes': element(() => document.createElement('lit-boxes')),
  'lightning, one field': element(() => createElement('x-code', { is: Code })),
};
