/** Turns of the worker's event loop: between two pieces of work, messages such as `cancel` get through. */

const channel = new MessageChannel();
/** @type {Array<() => void>} */
const waiting = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Resolves in a later turn of the event loop. Not a timer: browsers hold nested timers back by 4 ms and more.
 * @returns {Promise<void>}
 */
export function nextTurn() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
