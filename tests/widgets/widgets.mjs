// Each widget as its documentation says to use it: mounted with a value, telling what it holds.
// Bundled into the test's page, where `mount(name, value)` draws one and `state()` is what it says.

import * as ark from '@ark-ui/react/pin-input';
import { defineCustomElement } from '@ionic/core/components/ion-input-otp.js';
import { MantineProvider, PinInput } from '@mantine/core';
import * as radix from '@radix-ui/react-one-time-password-field';
import { OTPInput } from 'input-otp';
import { MuiOtpInput } from 'mui-one-time-password-input';
import PrimeVue from 'primevue/config';
import PrimeOtp from 'primevue/inputotp';
import { createElement as h, useState } from 'react';
import AuthCode from 'react-auth-code-input';
import { createRoot } from 'react-dom/client';
import ReactOtpInput from 'react-otp-input';
import PinField from 'react-pin-field';
import VerificationInput from 'react-verification-input';
import { createApp, ref, h as vueH } from 'vue';
import VueOtpInput from 'vue3-otp-input';
import { FRAMEWORKS } from './frameworks.mjs';
import { moreWidgets } from './more.mjs';

/** What the widget on the page holds, by its own account. */
let held = '';

/** The complete codes that it has reported, one after the other. @type {string[]} */
const complete = [];

/** The widget tells its value. @param {string} value */
function note(value) {
  held = value;
  if (/^\d{6}$/.test(value) && complete.at(-1) !== value) complete.push(value);
}

/**
 * A React widget that is told its value and tells its changes.
 * @param {(value: string, set: (value: string) => void) => import('react').ReactNode} draw
 */
export const controlled =
  (draw) => (/** @type {HTMLElement} */ root, /** @type {string} */ first) => {
    const Page = () => {
      const [value, setValue] = useState(first);
      note(value);
      return draw(value, setValue);
    };
    createRoot(root).render(h(Page));
  };

/** A React widget that keeps its value and tells its changes. @param {(set: (value: string) => void) => import('react').ReactNode} draw */
const free = (draw) => (/** @type {HTMLElement} */ root) => {
  const Page = () => draw(note);
  createRoot(root).render(h(Page));
};

/** A Vue widget with a model. @param {any} component @param {string} model @param {object} props @param {(app: any) => void} [prepare] */
export const vue =
  (component, model, props, prepare) =>
  (/** @type {HTMLElement} */ root, /** @type {string} */ first) => {
    const value = ref(first);
    held = first;
    const app = createApp({
      render: () =>
        vueH(component, {
          ...props,
          [model]: value.value,
          [`onUpdate:${model}`]: (/** @type {string} */ next) => {
            value.value = next;
            note(next);
          },
        }),
    });
    prepare?.(app);
    app.mount(root);
  };

/** Widgets of one field. */
const ONE_FIELD = [
  'input-otp',
  'react-verification-input',
  'react, one controlled field',
  'vue, one field',
  'angular, one field',
  'bits-ui PinInput',
  'svelte, one field',
  'lit, one field',
  'lightning, one field',
];

const six = [0, 1, 2, 3, 4, 5];

/** @param {'text' | 'number' | 'password'} inputType */
const reactOtp = (inputType) =>
  controlled((value, onChange) =>
    h(ReactOtpInput, {
      value,
      onChange,
      numInputs: 6,
      inputType,
      renderInput: (props) => h('input', props),
    }),
  );

/** @type {Record<string, (root: HTMLElement, first: string) => void>} */
const WIDGETS = {
  'react-otp-input': reactOtp('text'),
  'react-otp-input, numbers': reactOtp('number'),
  'react-otp-input, hidden characters': reactOtp('password'),
  'input-otp': controlled((value, onChange) =>
    h(OTPInput, {
      value,
      onChange,
      maxLength: 6,
      render: ({ slots }) =>
        h(
          'div',
          { style: { display: 'flex', gap: 8 } },
          slots.map((slot, at) =>
            h(
              'div',
              { key: at, style: { width: 40, height: 48, border: '1px solid #888' } },
              slot.char,
            ),
          ),
        ),
    }),
  ),
  'radix one-time-password-field': controlled((value, onValueChange) =>
    h(
      radix.Root,
      { value, onValueChange },
      six.map((at) => h(radix.Input, { key: at })),
      h(radix.HiddenInput),
    ),
  ),
  'mantine PinInput': controlled((value, onChange) =>
    h(MantineProvider, null, h(PinInput, { value, onChange, length: 6, oneTimeCode: true })),
  ),
  'mantine PinInput, masked': controlled((value, onChange) =>
    h(
      MantineProvider,
      null,
      h(PinInput, { value, onChange, length: 6, mask: true, type: 'number' }),
    ),
  ),
  'ark PinInput': controlled((value, set) =>
    h(
      ark.PinInput.Root,
      {
        value: six.map((at) => value[at] ?? ''),
        otp: true,
        onValueChange: (details) => set(details.value.join('')),
      },
      h(
        ark.PinInput.Control,
        null,
        six.map((at) => h(ark.PinInput.Input, { key: at, index: at })),
      ),
      h(ark.PinInput.HiddenInput),
    ),
  ),
  'react-verification-input': controlled((value, onChange) =>
    h(/** @type {any} */ (VerificationInput).default ?? VerificationInput, {
      value,
      onChange,
      length: 6,
    }),
  ),
  'react-auth-code-input': free((set) =>
    h(AuthCode, { onChange: set, allowedCharacters: 'numeric' }),
  ),
  'react-pin-field': free((set) =>
    h('div', null, h(PinField, { length: 6, onChange: set, type: 'tel' })),
  ),
  'mui-one-time-password-input': controlled((value, onChange) =>
    h(MuiOtpInput, { value, onChange, length: 6 }),
  ),
  'vue3-otp-input': (root) => {
    const onOnChange = (/** @type {string} */ value) => {
      note(value);
    };
    createApp({
      render: () =>
        vueH(VueOtpInput, {
          numInputs: 6,
          inputType: 'tel',
          inputClasses: 'otp',
          shouldAutoFocus: true,
          onOnChange,
        }),
    }).mount(root);
  },
  'primevue InputOtp': vue(PrimeOtp, 'modelValue', { length: 6, integerOnly: true }, (app) =>
    app.use(PrimeVue),
  ),
  'react, one controlled field': controlled((value, set) =>
    h('input', {
      value,
      maxLength: 6,
      inputMode: 'numeric',
      onChange: (event) => set(event.target.value.replace(/\D/g, '')),
    }),
  ),
  'vue, one field': (root, first) => {
    const value = ref(first);
    held = first;
    createApp({
      render: () =>
        vueH('input', {
          value: value.value,
          maxlength: 6,
          onInput: (/** @type {any} */ event) => {
            value.value = event.target.value;
            note(value.value);
          },
        }),
    }).mount(root);
  },
  'ionic ion-input-otp': (root, first) => {
    defineCustomElement();
    const otp = Object.assign(document.createElement('ion-input-otp'), { length: 6, value: first });
    held = first;
    otp.addEventListener('ionInput', (event) => {
      note(String(/** @type {any} */ (event).detail.value ?? ''));
    });
    root.append(otp);
  },
};

for (const [name, draw] of Object.entries(FRAMEWORKS)) {
  WIDGETS[name] = (root, first) => draw(root, first, note);
}

Object.assign(WIDGETS, moreWidgets(controlled, vue));

Object.assign(globalThis, {
  /** What a login has sent to its server, and how long that takes to answer. */
  sent: [],
  latencyMs: 150,
  isRight: () => true,
  complete,
  names: Object.keys(WIDGETS),
  mount: (/** @type {string} */ name, /** @type {string} */ first) => {
    const root = /** @type {HTMLElement} */ (document.getElementById('root'));
    // The widgets' own stylesheets make their boxes about this large.
    if (!ONE_FIELD.includes(name)) root.className = 'boxes';
    WIDGETS[name]?.(root, first);
  },
  state: () => held,
});
