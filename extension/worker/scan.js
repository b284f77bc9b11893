// The heavy worker: a picture → its QR codes.

import { failureOf, loadCore, scan } from '../core/core.js';

/** @param {Blob | ArrayBuffer} file */
async function pixelsOf(file) {
  const bitmap = await createImageBitmap(new Blob([file]), { premultiplyAlpha: 'none' }).catch(
    () => {
      throw { code: 'picture-unusable' };
    },
  );
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw { code: 'scan-failed' };
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

globalThis.onmessage = async ({ data }) => {
  try {
    const [pixels] = await Promise.all([pixelsOf(data), loadCore()]);
    globalThis.postMessage({ seen: scan(pixels) });
  } catch (thrown) {
    // A picture that breaks the core holds no code for us; the worker ends with it.
    globalThis.postMessage({ code: failureOf(thrown)?.code ?? 'scan-failed' });
  }
};
