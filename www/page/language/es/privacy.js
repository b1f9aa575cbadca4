/** Spanish: the texts of the privacy dialog and the page that removes everything. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: remove everything from this device': 'Nutshell: eliminar todo de este dispositivo',
  'Nutshell: remove everything': 'Nutshell: eliminar todo',
  'What this page and its model keep on this device, and how to be rid of it.':
    'Lo que esta página y su modelo guardan en este dispositivo, y cómo librarte de ello.',
  'Back to the page': 'Volver a la página',
  'On this device': 'En este dispositivo',
  What: 'Qué',
  Found: 'Encontrado',
  Now: 'Ahora',
  'Looking…': 'Mirando…',
  'Remove everything': 'Eliminar todo',
  'found before use; it is being fetched again, alone':
    'detectado antes de usarla; se está descargando de nuevo, solo ella',
  'fetched again, alone, and verified': 'descargada de nuevo, solo ella, y verificada',
  'it could not be fetched again: there is no connection. It is not used':
    'no se pudo descargar de nuevo: no hay conexión. No se usa',
  'Ask the browser to keep it': 'Pedir al navegador que lo conserve',
  'The browser has not agreed: it may remove the files if the disk is full.':
    'El navegador no ha aceptado: puede eliminar los archivos si el disco está lleno.',
  '{time}: part {shard} of {of} of the stored model was damaged: {outcome}.':
    '{time}: la parte {shard} de {of} del modelo guardado estaba dañada: {outcome}.',
  'less than 1\u00a0MB': 'menos de 1\u00a0MB',
  '{size}: the page, its model, and what it has to remember, so that all works without a network.':
    '{size}: la página, su modelo y lo que tiene que recordar, para que todo funcione sin red.',
  'Nothing of this page is kept on this device.': 'No hay nada de esta página guardado en este dispositivo.',
  'The browser has promised to keep it until you remove it.':
    'El navegador ha prometido conservarlo hasta que lo elimines.',
  'The browser may remove it if the disk is full; it is then downloaded again.':
    'El navegador puede eliminarlo si el disco está lleno; entonces se descarga de nuevo.',
  'Once the model is in memory, this page can do without the network.':
    'Cuando el modelo esté en memoria, esta página podrá prescindir de la red.',
  'A file is being read. It can be sealed after that.':
    'Se está leyendo un archivo. Después se podrá sellar la página.',
  'This page': 'Esta página',
  'The engine': 'El motor',
  'an image': 'una imagen',
  Close: 'Cerrar',
  'Privacy: see for yourself': 'Privacidad: compruébalo tú',
  Seal: 'Sello',
  Sealed: 'Sellada',
  'Every request': 'Todas las peticiones',
  'The last one comes first. The service worker fetches each file of the page once more, to keep it for use without a network. What the browser asks for by itself (the icon, whether there is a new version of the page) is not in this list; it goes to the same address, and the developer tools show it.':
    'La última aparece primero. El service worker pide cada archivo de la página una vez más, para guardarlo y usarlo sin red. Lo que el navegador pide por su cuenta (el icono, si hay una versión nueva de la página) no está en esta lista; va a la misma dirección, y las herramientas de desarrollo lo muestran.',
  'Remove everything from this device…': 'Eliminar todo de este dispositivo…',
  'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but {n} summaries are only in this tab: save what you need first. Press once more to go there.':
    {
      one: 'Esto lleva a una página que muestra lo que se guarda y lo elimina. Tus notas te esperan mientras tanto, pero hay un resumen que solo está en esta pestaña: guarda antes lo que necesites. Pulsa otra vez para ir.',
      other:
        'Esto lleva a una página que muestra lo que se guarda y lo elimina. Tus notas te esperan mientras tanto, pero hay {n} resúmenes que solo están en esta pestaña: guarda antes lo que necesites. Pulsa otra vez para ir.',
    },
  page: 'página',
  engine: 'motor',
  thread: 'hilo',
  reader: 'lector',
  scorer: 'evaluador',
  'service worker': 'service worker',
  'Requests since this page was opened': 'Peticiones desde que se abrió esta página',
  '{n} requests since this page was opened, all to this address: {here}.': {
    one: '{n} petición desde que se abrió esta página, a esta dirección: {here}.',
    other: '{n} peticiones desde que se abrió esta página, todas a esta dirección: {here}.',
  },
  '{n} requests since this page was opened, {others} of them not to {here}!': {
    one: '{n} petición desde que se abrió esta página, {others} no dirigida a {here}.',
    other: '{n} peticiones desde que se abrió esta página, {others} de ellas no dirigidas a {here}.',
  },
  'None has left this device since it was sealed.': 'Ninguna ha salido de este dispositivo desde que se selló.',
  '{n} scripts were taken from this device.': {
    one: '{n} script se tomó de este dispositivo.',
    other: '{n} scripts se tomaron de este dispositivo.',
  },
  'not let through': 'no se dejó pasar',
  'from this device': 'de este dispositivo',
  '{n} KB': '{n} KB',
  '{n} MB': '{n} MB',
  'Open the developer tools (F12) and there “Network”. Reload this page and let it load the model: each line is a file of this address.':
    'Abre las herramientas de desarrollo (F12) y en ellas «Red». Recarga esta página y deja que cargue el modelo: cada línea es un archivo de esta dirección.',
  'Press Seal above. Or take the network away: aeroplane mode, the plug, “Offline” in the developer tools.':
    'Pulsa «Sellar esta página» arriba. O quita la red: modo avión, el cable, «Sin conexión» en las herramientas de desarrollo.',
  'Empty the list of the developer tools, write a note that nobody has seen before, and summarize it. The list stays empty, and so does the count above.':
    'Vacía la lista de las herramientas de desarrollo, escribe una nota que nadie haya visto y resúmela. La lista sigue vacía, y la cuenta de arriba no cambia.',
  'Ask in the console: fetch("./"). It fails by the policy of this page. Choose nutshell-engine in place of “top” there: it has no fetch any more.':
    'Pregunta en la consola: fetch("./"). Falla por la política de esta página. Elige allí nutshell-engine en lugar de «top»: ya no tiene fetch.',
  'Seal this page': 'Sellar esta página',
  'Check again': 'Comprobar de nuevo',
  'Sealed, this page and its engine give up the network: no script in them can fetch or send anything any more, and summaries go on as before. It lasts until the page is reloaded, left or closed.':
    'Sellada, esta página y su motor renuncian a la red: ningún script en ellos puede pedir ni enviar nada más, y los resúmenes siguen como antes. Dura hasta que la página se recargue, se abandone o se cierre.',
  'Prove it yourself, in two minutes': 'Demuéstralo tú, en dos minutos',
  'Sealing…': 'Sellando…',
  'No service worker is in charge here, so in the engine only the missing functions stand for the seal.':
    'Aquí no hay ningún service worker al mando, así que en el motor el sello depende solo de las funciones retiradas.',
  'Sealed until this page is reloaded, left or closed. Checked at {time}: every way out is refused.':
    'Sellada hasta que se recargue, se abandone o se cierre esta página. Comprobado a las {time}: todas las salidas están cerradas.',
  'At {time} something went through: do not rely on the seal in this browser.':
    'A las {time} algo pasó: no te fíes del sello en este navegador.',
  '{where}, {way}: refused': '{where}, {way}: rechazado',
  '{where}, {way}: it went through': '{where}, {way}: pasó',
  'The model': 'El modelo',
  'The page itself, for use without a network': 'La propia página, para usarla sin red',
  'The service worker, which serves those files': 'El service worker, que sirve esos archivos',
  none: 'nada',
  installed: 'instalado',
  'Journals of runs over folders: what was summarized, for Undo':
    'Diarios de tareas sobre carpetas: lo que se resumió, para deshacer',
  'Summaries of uploaded folders': 'Resúmenes de carpetas subidas',
  'Notes of this tab, for a reload, and the chosen language':
    'Notas de esta pestaña, por si se recarga, y el idioma elegido',
  '{n} files, {size}': { one: '{n} archivo, {size}', other: '{n} archivos, {size}' },
  '{n} entries': { one: '{n} entrada', other: '{n} entradas' },
  'A run over a folder goes on in another tab. Stop it there first: its journal would be lost, and with it Undo.':
    'Una tarea sobre una carpeta sigue en otra pestaña. Detenla antes allí: se perdería su diario y, con él, la opción de deshacer.',
  'Nutshell is open in {n} other tabs. Save what you need there and close them: what is in a tab would be kept again.':
    {
      one: 'Nutshell está abierto en otra pestaña. Guarda allí lo que necesites y ciérrala: lo que hay en una pestaña volvería a guardarse.',
      other:
        'Nutshell está abierto en otras {n} pestañas. Guarda allí lo que necesites y ciérralas: lo que hay en una pestaña volvería a guardarse.',
    },
  'cannot be read: {error}': 'no se puede leer: {error}',
  'All of this goes: the notes that wait for this tab, the journals with the texts of summaries, what was downloaded. Files that you saved and folders that you chose are not touched.':
    'Se elimina todo esto: las notas que esperan a esta pestaña, los diarios con los textos de los resúmenes, lo descargado. Los archivos que guardaste y las carpetas que elegiste no se tocan.',
  'Removing…': 'Eliminando…',
  'cannot be read': 'no se puede leer',
  'Looked again: nothing of this site is left on this device. Close this tab; whoever opens the page again starts afresh.':
    'Comprobado de nuevo: no queda nada de este sitio en este dispositivo. Cierra esta pestaña; quien vuelva a abrir la página empieza de cero.',
  "Not everything could be removed. {failures} Close all tabs of this site and try again, or use the browser's settings.":
    'No se pudo eliminar todo. {failures} Cierra todas las pestañas de este sitio e inténtalo de nuevo, o usa los ajustes del navegador.',
  'Really remove everything?': '¿Eliminar todo de verdad?',
};
