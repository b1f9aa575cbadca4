/** Which build of the engine this browser can run, and with how many threads. */

import { NutshellError } from '../shared/errors.js';
import { VARIANTS } from '../shared/protocol.js';
import { siteScript } from './site.js';

/** More threads than this bring nothing for a model of this size. */
const MAX_THREADS = 8;

/** @typedef {{ simd: boolean, relaxedSimd: boolean, threads: boolean }} Features */
/** @typedef {{ variant: string, threads: number }} Choice */

/**
 * @typedef {object} FeatureDetect The part of wasm-feature-detect that is used.
 * @property {() => Promise<boolean>} simd
 * @property {() => Promise<boolean>} relaxedSimd
 * @property {() => Promise<boolean>} threads
 */

/**
 * What this browser's WebAssembly can do. `threads` includes that the page is cross-origin isolated.
 * @returns {Promise<Features>}
 */
export async function detectFeatures() {
  if (typeof WebAssembly !== 'object') {
    return { simd: false, relaxedSimd: false, threads: false };
  }
  let detect;
  try {
    detect = /** @type {FeatureDetect} */ (await siteScript('vendor/wasm-feature-detect.js'));
  } catch (error) {
    throw new NutshellError('engine-load-failed', { detail: `vendor/wasm-feature-detect.js: ${error}` });
  }
  const [simd, relaxedSimd, threads] = await Promise.all([detect.simd(), detect.relaxedSimd(), detect.threads()]);
  return { simd, relaxedSimd, threads: threads && self.crossOriginIsolated === true };
}

/**
 * The builds to try, the best first. A build with threads is followed by its single-threaded sister, because shared
 * memory or a thread can fail although the features are there.
 * @param {Features} features
 * @param {number} cores navigator.hardwareConcurrency
 * @param {import('../shared/protocol.js').EngineOverrides} overrides
 * @returns {Choice[]}
 */
export function pickVariants(features, cores, overrides) {
  if (!features.simd) {
    throw new NutshellError('engine-no-simd');
  }
  const threads = overrides.threads ?? Math.max(1, Math.min(cores || 1, MAX_THREADS));
  const chosen = overrides.variant;
  if (chosen !== undefined) {
    if (!VARIANTS.includes(chosen)) {
      throw new NutshellError('options-invalid', { detail: `variant: not one of ${VARIANTS.join(', ')}` });
    }
    return [{ variant: chosen, threads: chosen.startsWith('threads-') ? threads : 1 }];
  }
  const vectors = features.relaxedSimd ? 'relaxed' : 'simd128';
  const single = { variant: `single-${vectors}`, threads: 1 };
  return features.threads && threads > 1 ? [{ variant: `threads-${vectors}`, threads }, single] : [single];
}
