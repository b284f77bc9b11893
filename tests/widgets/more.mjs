// Widgets that react to the focus: those that clear, select or jump when a box gets it, and that have
// several ways in. As their documentation says to use them.

import { OTPField } from '@base-ui/react/otp-field';
import { ChakraProvider, defaultSystem, PinInput } from '@chakra-ui/react';
import { Input as AntInput } from 'antd';
import { ElInputOtp } from 'element-plus';
import OtpInputReact from 'otp-input-react';
import { createElement as h, useEffect, useState } from 'react';
import DigitInput from 'react-digit-input';
import ReactOtpInput from 'react-otp-input';
import ReactOtpInput1 from 'react-otp-input-1';
import ReactOtpInput2 from 'react-otp-input-2';
import React18InputOtp from 'react18-input-otp';
import { PinInputInput, PinInputRoot } from 'reka-ui';
import { h as vueH } from 'vue';
import { createVuetify } from 'vuetify';
import { VOtpInput } from 'vuetify/components/VOtpInput';

/** What a package exports, however it was bundled. @param {any} module */
const plain = (module) => module?.default?.default ?? module?.default ?? module;

const SIX = [0, 1, 2, 3, 4, 5];
const BOX = { width: 40, height: 44 };

/**
 * @param {typeof import('./widgets.mjs').controlled} controlled
 * @param {typeof import('./widgets.mjs').vue} vue
 * @returns {Record<string, (root: HTMLElement, first: string) => void>}
 */
export const moreWidgets = (controlled, vue) => {
  /** @param {any} module @param {object} props */
  const otp = (module, props) =>
    controlled((value, onChange) => h(plain(module), { value, onChange, numInputs: 6, ...props }));
  const drawn = { renderInput: (/** @type {object} */ props) => h('input', props) };
  return {
    'vuetify VOtpInput': vue(VOtpInput, 'modelValue', { length: 6 }, (app) =>
      app.use(createVuetify({ components: { VOtpInput } })),
    ),
    'react18-input-otp, autofocus': otp(React18InputOtp, {
      isInputNum: true,
      shouldAutoFocus: true,
      autoComplete: 'one-time-code',
    }),
    'react18-input-otp': otp(React18InputOtp, { isInputNum: true, autoComplete: 'one-time-code' }),
    'react-otp-input 1': otp(ReactOtpInput1, {}),
    'react-otp-input 1, autofocus': otp(ReactOtpInput1, { shouldAutoFocus: true }),
    'react-otp-input 2': otp(ReactOtpInput2, { isInputNum: true }),
    'react-otp-input 2, autofocus': otp(ReactOtpInput2, {
      isInputNum: true,
      shouldAutoFocus: true,
    }),
    'react-otp-input 3, autofocus': otp(ReactOtpInput, {
      shouldAutoFocus: true,
      inputType: 'tel',
      ...drawn,
    }),
    'base-ui OTPField': controlled((value, onValueChange) =>
      h(
        OTPField.Root,
        { length: 6, value, onValueChange },
        SIX.map((at) => h(OTPField.Input, { key: at, style: BOX })),
      ),
    ),
    'antd Input.OTP': controlled((value, onChange) =>
      h(AntInput.OTP, { length: 6, value, onChange }),
    ),
    'antd Input.OTP, formatted': controlled((_value, onChange) =>
      h(AntInput.OTP, {
        length: 6,
        onChange,
        formatter: (/** @type {string} */ text) => text.toUpperCase(),
      }),
    ),
    'element-plus ElInputOtp': vue(ElInputOtp, 'modelValue', { length: 6 }),
    'reka-ui PinInput': reka('text', vue),
    'reka-ui PinInput, numbers': reka('number', vue),
    'chakra PinInput': controlled((value, set) =>
      h(
        ChakraProvider,
        { value: defaultSystem },
        h(
          PinInput.Root,
          {
            otp: true,
            value: SIX.map((at) => value[at] ?? ''),
            onValueChange: (/** @type {any} */ details) => set(details.value.join('')),
          },
          h(PinInput.HiddenInput),
          h(
            PinInput.Control,
            null,
            SIX.map((at) => h(PinInput.Input, { key: at, index: at })),
          ),
        ),
      ),
    ),
    'otp-input-react': controlled((value, onChange) =>
      h(plain(OtpInputReact), {
        value,
        onChange,
        OTPLength: 6,
        otpType: 'number',
        autoFocus: true,
      }),
    ),
    'react-digit-input': controlled((value, onChange) => h(Digits, { value, onChange })),
    'a login that sends itself off at the sixth digit': controlled((value, set) =>
      h(Sending, { value, set }),
    ),
  };
};

/** @param {'text' | 'number'} type @param {typeof import('./widgets.mjs').vue} vue */
const reka = (type, vue) => {
  /** @param {any} props @param {any} context */
  const Pin = (props, { emit }) =>
    vueH(
      PinInputRoot,
      {
        otp: true,
        type,
        modelValue: SIX.flatMap((at) => props.code[at] ?? []),
        'onUpdate:modelValue': (/** @type {any[]} */ all) => emit('update:code', all.join('')),
      },
      () => SIX.map((index) => vueH(PinInputInput, { key: index, index, style: 'width: 40px' })),
    );
  Pin.props = ['code'];
  Pin.emits = ['update:code'];
  return vue(Pin, 'code', {});
};

/** @param {{ value: string, onChange: (value: string) => void }} props */
function Digits({ value, onChange }) {
  const digits = /** @type {any} */ (DigitInput).default ?? DigitInput;
  const all = digits({
    acceptedCharacters: /^\d$/,
    length: 6,
    value: value.padEnd(6),
    onChange: (/** @type {string} */ text) => onChange(text.trimEnd()),
  });
  return h(
    'div',
    null,
    all.map((/** @type {any} */ props, /** @type {number} */ at) =>
      h('input', { key: at, ...props }),
    ),
  );
}

/** Boxes of a login that asks its server as soon as there are six digits, and is busy meanwhile. @param {{ value: string, set: (value: string) => void }} props */
function Sending({ value, set }) {
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (value.length !== 6 || isBusy) return;
    setBusy(true);
    const { sent, isRight, latencyMs } = /** @type {any} */ (globalThis);
    sent.push(value);
    setTimeout(() => {
      if (isRight(value)) {
        document.querySelector('#root')?.replaceChildren('Signed in');
        return;
      }
      setBusy(false);
      set('');
    }, latencyMs);
  }, [value, isBusy, set]);
  return h(plain(React18InputOtp), {
    value,
    onChange: set,
    numInputs: 6,
    isInputNum: true,
    shouldAutoFocus: true,
    isDisabled: isBusy,
    autoComplete: 'one-time-code',
  });
}
