// Pictures from outside the page: a camera's, live, and one of another window or of the screen. The browser asks the
// user each time that it has not been told; the manifest requests nothing for it.

/** What stops a camera, by the names of the Media Capture specification (§10.3). @type {Record<string, string>} */
const CAMERA_FAILURES = {
  NotAllowedError: 'camera-blocked',
  SecurityError: 'camera-blocked',
  NotFoundError: 'camera-missing',
  system: 'camera-system',
  other: 'camera-busy',
};

/** @type {Record<string, string>} */
const SCREEN_FAILURES = {
  NotAllowedError: 'cancelled',
  system: 'screen-system',
  other: 'screen-failed',
};

/** What a camera is asked for: enough for the largest export, and a quarter of the work of 1440p. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** The longer side of the frames that are scanned, in pixels, whatever the camera gives. */
const SIDE_MAX = 1280;

/** Some systems show their own dialogue over the first frame of a screen. */
const SETTLED_MS = 300;

/**
 * Turns a camera on.
 * @param {string} id another one is used if it is gone; empty: the one on the back of a device, or the browser's choice
 * @returns {Promise<MediaStream>}
 * @throws `camera-…`
 */
export async function openCamera(id) {
  const which = id ? { deviceId: { exact: id } } : { facingMode: { ideal: 'environment' } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...SIZE, ...which } });
  } catch (thrown) {
    if (id && thrown instanceof globalThis.OverconstrainedError) return openCamera('');
    throw refusal(thrown, CAMERA_FAILURES);
  }
}

/** The cameras, with their names once one of them was on. @returns {Promise<{ id: string, name: string }[]>} */
export async function camerasOf() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.flatMap(({ kind, deviceId, label }) =>
    kind === 'videoinput' && deviceId ? [{ id: deviceId, name: label }] : [],
  );
}

/** Calls back when a camera was plugged in or taken away. @param {() => void} listener */
export function onCameras(listener) {
  navigator.mediaDevices.addEventListener('devicechange', listener);
}

/**
 * @param {MediaStream} stream
 * @returns {{ id: string, hasLight: boolean, isMirrored: boolean }} `isMirrored`: people expect to see themselves
 */
export function cameraIn(stream) {
  const [track] = stream.getVideoTracks();
  const { deviceId = '', facingMode } = track?.getSettings() ?? {};
  const { torch } = /** @type {any} */ (track?.getCapabilities() ?? {});
  return { id: deviceId, hasLight: Boolean(torch), isMirrored: facingMode !== 'environment' };
}

/** Switches a camera's light. @param {MediaStream} stream @param {boolean} isOn @returns {Promise<boolean>} whether it is on now */
export async function setLight(stream, isOn) {
  const [track] = stream.getVideoTracks();
  const light = /** @type {any} */ ({ torch: isOn });
  const applied = track?.applyConstraints({ advanced: [light] }).then(() => isOn);
  // Some cameras claim a light that they do not have.
  return (await applied?.catch(() => false)) ?? false;
}

/** Calls back when a camera ends without being turned off: it was unplugged. @param {MediaStream} stream @param {() => void} listener */
export function onLost(stream, listener) {
  for (const track of stream.getTracks()) track.addEventListener('ended', listener);
}

/** Turns a camera off, or ends the picture of a screen. @param {MediaStream} stream */
export function turnOff(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** What a film shows now, if it shows anything yet. @param {HTMLVideoElement} film */
export async function frameOf(film) {
  const { videoWidth: width, videoHeight: height } = film;
  if (film.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || width === 0) return undefined;
  const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
  const size = {
    resizeWidth: Math.round(width * scale),
    resizeHeight: Math.round(height * scale),
  };
  // Now and then a film has no frame for a moment, whatever its state says.
  return createImageBitmap(film, size).catch(() => undefined);
}

/**
 * One picture of a window or a screen that the user chooses. Must be called during a click.
 * @returns {Promise<ImageBitmap>}
 * @throws `cancelled`, `screen-…`
 */
export async function pictureOfScreen() {
  // Another part of this very page would only show what is here.
  const wishes = { audio: false, selfBrowserSurface: 'exclude' };
  /** @type {MediaStream | undefined} */
  let stream;
  try {
    const request = { ...wishes, video: { displaySurface: 'window' } };
    stream = await navigator.mediaDevices.getDisplayMedia(request);
    const film = document.createElement('video');
    film.srcObject = stream;
    await film.play();
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    return await createImageBitmap(film);
  } catch (thrown) {
    throw refusal(thrown, SCREEN_FAILURES);
  } finally {
    if (stream) turnOff(stream);
  }
}

/** @param {unknown} thrown @param {Record<string, string>} failures by the name of the exception */
function refusal(thrown, failures) {
  if (!(thrown instanceof DOMException)) return thrown;
  const name = /by system/i.test(thrown.message) ? 'system' : thrown.name;
  return { code: Object.hasOwn(failures, name) ? failures[name] : failures.other };
}
