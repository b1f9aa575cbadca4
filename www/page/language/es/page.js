/** Spanish: the texts of the page for notes, and what all pages have. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: summaries of your notes, made in this tab': 'Nutshell: resúmenes de tus notas, hechos en esta pestaña',
  'Summaries of your notes, made in this tab. Nothing is uploaded.':
    'Resúmenes de tus notas, hechos en esta pestaña. No se sube nada.',
  'See for yourself': 'Compruébalo tú',
  'Summarize a folder': 'Resumir una carpeta',
  Note: 'Nota',
  'No words yet': 'Aún sin palabras',
  'Try a sample': 'Probar',
  note: 'un ejemplo',
  Undo: 'Deshacer',
  Clear: 'Vaciar',
  'Choose files': 'Elegir archivos',
  'New note': 'Nueva nota',
  Kind: 'Tipo',
  'Key points': 'Puntos clave',
  'TL;DR': 'Resumen breve',
  Teaser: 'Avance',
  Headline: 'Titular',
  Length: 'Longitud',
  Short: 'Corta',
  Medium: 'Media',
  Long: 'Larga',
  Summarize: 'Resumir',
  Summary: 'Resumen',
  Cancel: 'Cancelar',
  Copy: 'Copiar',
  Save: 'Guardar',
  'as markdown': 'como Markdown',
  'The summary is written here, on your own processor.': 'El resumen se escribe aquí, en tu propio procesador.',
  'A small model makes mistakes: point at a sentence to see what it rests on. Its language is English.':
    'Un modelo pequeño comete errores: señala una frase para ver en qué se basa. Su idioma es el inglés.',
  Model: 'Modelo',
  'not loaded yet': 'aún sin cargar',
  'You can bring a model of your own: a GGUF file (version 2 or 3) of a small instruct model, with F32, F16, Q4_0, Q4_1, Q8_0, Q4_K or Q6_K weights. Llama models run fast, some other architectures slowly. The file is read here and not uploaded.':
    'Puedes traer un modelo propio: un archivo GGUF (versión 2 o 3) de un modelo de instrucciones pequeño, con pesos F32, F16, Q4_0, Q4_1, Q8_0, Q4_K o Q6_K. Los modelos Llama van rápido; algunas otras arquitecturas, despacio. El archivo se lee aquí y no se sube.',
  'Open a GGUF file…': 'Abrir un archivo GGUF…',
  'How good are the summaries on this machine?': '¿Qué calidad tienen los resúmenes en este equipo?',
  'A lesson: a summary token by token': 'Una lección: un resumen, token a token',
  'Install this page as an app': 'Instalar esta página como aplicación',
  'Drop files to add them as notes': 'Suelta archivos para añadirlos como notas',
  'Note files': 'Archivos de notas',
  Notes: 'Notas',
  'Type or paste a note, or drop files anywhere on this page: text, markdown, Word, PDF, e-mail, web page, RTF.':
    'Escribe o pega una nota, o suelta archivos en cualquier parte de esta página: texto, Markdown, Word, PDF, correo, página web, RTF.',
  'Ctrl or ⌘ + Enter': 'Ctrl o ⌘ + Intro',
  Esc: 'Esc',
  Progress: 'Progreso',
  'Model file': 'Archivo del modelo',
  '{n} files are too many at once: there is room for {room}. Choose {room} or fewer; nothing was changed.': {
    one: '{n} archivo es demasiado de una vez: hay sitio para {room}. Elige {room} como máximo; no se ha cambiado nada.',
    other:
      '{n} archivos son demasiados de una vez: hay sitio para {room}. Elige {room} como máximo; no se ha cambiado nada.',
  },
  '{n} files are too many at once: there is room for 0. Remove a note first; nothing was changed.': {
    one: '{n} archivo es demasiado de una vez: no queda sitio. Quita antes una nota; no se ha cambiado nada.',
    other: '{n} archivos son demasiados de una vez: no queda sitio. Quita antes una nota; no se ha cambiado nada.',
  },
  '{n} files were not added:': 'No se añadieron {n} archivos:',
  'and {n} more.': 'y {n} más.',
  'Try again': 'Reintentar',
  Dismiss: 'Cerrar',
  'Technical detail': 'Detalles técnicos',
  'Something went wrong that should not have. Your note is safe; try again, or reload the page.':
    'Ha fallado algo que no debería haber fallado. Tu nota está a salvo; inténtalo de nuevo o recarga la página.',
  'The note has changed since this summary was made.': 'La nota ha cambiado desde que se hizo este resumen.',
  'This summary is of another note.': 'Este resumen es de otra nota.',
  'The lines of this note are too long to mark a passage in them.':
    'Las líneas de esta nota son demasiado largas para marcar un pasaje en ellas.',
  'Show in the note': 'Mostrar en la nota',
  '{n}\u00a0GB': '{n}\u00a0GB',
  '{n}\u00a0MB': '{n}\u00a0MB',
  'about {n}\u00a0s left': 'quedan unos {n}\u00a0s',
  'about {n}\u00a0min left': 'quedan unos {n}\u00a0min',
  'about {n}\u00a0h left': 'quedan unas {n}\u00a0h',
  '{n} s': '{n} s',
  '{minutes} min {seconds} s': '{minutes} min {seconds} s',
  'Nutshell is installed': 'Nutshell está instalado',
  'about 100\u00a0MB': 'unos 100\u00a0MB',
  '{n} notes added': { one: '{n} nota añadida', other: '{n} notas añadidas' },
  'There is no note yet. Type or paste one, or choose a file.':
    'Aún no hay ninguna nota. Escribe o pega una, o elige un archivo.',
  'The summary is done': 'El resumen está listo',
  Cancelled: 'Cancelado',
  Stopped: 'Detenido',
  'The model is loaded': 'El modelo está cargado',
  'Done in {took}; the note has changed since': 'Listo en {took}; la nota ha cambiado desde entonces',
  'Done in {took}': 'Listo en {took}',
  Ready: 'Listo',
  'The model is not loaded': 'El modelo no está cargado',
  'Looking for the model…': 'Buscando el modelo…',
  'The model is on this device': 'El modelo está en este dispositivo',
  'The model ({size}) is downloaded once, when there is a note':
    'El modelo ({size}) se descarga una sola vez, cuando haya una nota',
  'A dropped folder cannot be read. Choose its files instead; nothing was changed.':
    'No se puede leer una carpeta que has soltado. Elige sus archivos; no se ha cambiado nada.',
  'There is no room for another note. Remove one first; nothing was changed.':
    'No hay sitio para otra nota. Quita una antes; no se ha cambiado nada.',
  '{n} words': { one: '{n} palabra', other: '{n} palabras' },
  Remove: 'Quitar',
  summarized: 'resumida',
  'Downloading the model': 'Descargando el modelo',
  'Loading the model': 'Cargando el modelo',
  Reading: 'Lectura',
  Writing: 'Escritura',
  'Starting…': 'Empezando…',
  '{label}, {left}': '{label}, {left}',
  'Downloading the model: {done} of {total}': 'Descargando el modelo: {done} de {total}',
  'Loading the model: {done} of {total}': 'Cargando el modelo: {done} de {total}',
  'Reading: {done} of {total} tokens': 'Leyendo: {done} de {total} tokens',
  'Writing: {done} of at most {total} tokens': 'Escribiendo: {done} de {total} tokens como máximo',
  'relaxed SIMD': 'SIMD relajado',
  SIMD: 'SIMD',
  'slow road': 'vía lenta',
  'kept on this device': 'guardado en este dispositivo',
  'in memory only': 'solo en memoria',
  'inside this page': 'dentro de esta página',
  'downloading…': 'descargando…',
  'loading…': 'cargando…',
  ready: 'listo',
  working: 'trabajando',
  'not loaded: see the message above': 'sin cargar: mira el mensaje de arriba',
  '{size} memory': '{size} de memoria',
  'reads {rate} tokens/s': 'lee {rate} tokens/s',
  'writes {rate} tokens/s': 'escribe {rate} tokens/s',
  State: 'Estado',
  Name: 'Nombre',
  Licence: 'Licencia',
  Size: 'Tamaño',
  From: 'Procedencia',
  'a file that you opened': 'un archivo que has abierto',
  'this page': 'esta página',
  Engine: 'Motor',
  Memory: 'Memoria',
  '{rate} tokens/s': '{rate} tokens/s',
  Storage: 'Almacenamiento',
  '{n} threads': { one: '{n} hilo', other: '{n} hilos' },
  '{n} sentences': { one: '{n} frase', other: '{n} frases' },
  '{told}.': '{told}.',
  '{told}; {n} dropped, as the note does not support them.': {
    one: '{told}; {n} descartada, porque la nota no la respalda.',
    other: '{told}; {n} descartadas, porque la nota no las respalda.',
  },
  '{count}: {written} written, {quoted} quoted': '{count}: {written} escritas, {quoted} citadas',
  '{count}, all written': '{count}, todas escritas',
  '{count}, written': '{count}, escrita',
  '{count}, all quoted': '{count}, todas citadas',
  '{count}, quoted': '{count}, citada',
  'Weighed all {n} tokens of the note; the model read {read} of them in {chunks} parts.': {
    one: 'Sopesado {n} token de la nota; el modelo ha leído {read} de ellos en {chunks} partes.',
    other: 'Sopesados los {n} tokens de la nota; el modelo ha leído {read} de ellos en {chunks} partes.',
  },
  'Weighed all {n} tokens of the note; the model read {read} of them.': {
    one: 'Sopesado {n} token de la nota; el modelo ha leído {read} de ellos.',
    other: 'Sopesados los {n} tokens de la nota; el modelo ha leído {read} de ellos.',
  },
  'Read all {tokens} tokens of the note in {chunks} parts.':
    'Leídos los {tokens} tokens de la nota en {chunks} partes.',
  'Read all {n} tokens of the note.': {
    one: 'Leído el único token de la nota.',
    other: 'Leídos los {n} tokens de la nota.',
  },
  '(quoted)': '(cita)',
  'Quoted from the note': 'Citada de la nota',
  'Rests on: “{passage}”': 'Se basa en: «{passage}»',
  'Rests on: “{passage}”, and {n} more': 'Se basa en: «{passage}», y {n} más',
  'Summary copied': 'Resumen copiado',
  'The summary could not be copied: select it and copy it by hand':
    'No se pudo copiar el resumen: selecciónalo y cópialo a mano',
  Copied: 'Copiado',
  'Not copied': 'Sin copiar',
  'Saved as {name}': 'Guardado como {name}',
  'A new version is ready. Your notes stay; summaries that you have not saved do not.':
    'Hay una versión nueva lista. Tus notas se quedan; los resúmenes que no hayas guardado, no.',
  Reload: 'Recargar',
  'Your notes are too long to be kept over a reload. Copy what you need first; Reload again goes on without them.':
    'Tus notas son demasiado largas para conservarlas al recargar. Copia antes lo que necesites; si pulsas Recargar otra vez, se sigue sin ellas.',
  Later: 'Más tarde',
  Language: 'Idioma',
  'The note is code for the most part, so its sentences are quoted.':
    'La nota es sobre todo código, así que se citan sus frases.',
  'The note is not in English, the one language that this model writes, so its sentences are quoted.':
    'La nota no está en inglés, el único idioma que escribe este modelo, así que se citan sus frases.',
  'The note is a list, so its items are quoted.': 'La nota es una lista, así que se citan sus elementos.',
  'The note is a list, so its items are quoted, {shown} of {items}.':
    'La nota es una lista, así que se citan sus elementos, {shown} de {items}.',
  'The note is so short that it is shown as it is.': 'La nota es tan corta que se muestra tal cual.',
  'Grounding was off: the model wrote what it liked, and nothing of it was looked up in the note.':
    'El anclaje estaba desactivado: el modelo escribió lo que quiso, y nada se comprobó en la nota.',
  'Left out, as no part of the text: {names}.': 'Omitido, por no ser parte del texto: {names}.',
  'Another tab is downloading the model; this one waits and shares it.':
    'Otra pestaña está descargando el modelo; esta espera y lo comparte.',
  'The connection is gone. The download goes on where it was as soon as it is back.':
    'Se ha perdido la conexión. La descarga seguirá donde estaba en cuanto vuelva.',
  'A part of the stored model was damaged; it has been downloaded again.':
    'Una parte del modelo guardado estaba dañada; se ha vuelto a descargar.',
  'A part of the stored model is damaged, and there is no connection. It is downloaded again, alone, as soon as the connection is back.':
    'Una parte del modelo guardado está dañada y no hay conexión. Se volverá a descargar, solo ella, en cuanto vuelva la conexión.',
  'There is no room to keep the model on this device: it works from memory, and is downloaded again next time.':
    'No hay espacio para guardar el modelo en este dispositivo: funciona desde la memoria y se descargará de nuevo la próxima vez.',
  'This browser keeps no files for this page (a private window, or an insecure address): the model works from memory, and is downloaded again next time.':
    'Este navegador no guarda archivos para esta página (una ventana privada o una dirección no segura): el modelo funciona desde la memoria y se descargará de nuevo la próxima vez.',
  'front matter': 'metadatos del principio (front matter)',
  'HTML comments': 'comentarios HTML',
  'scripts, styles and drawings': 'scripts, estilos y dibujos',
  "technical fields of a mail's header": 'campos técnicos de la cabecera de un correo',
  'a legal notice below a mail': 'un aviso legal al final de un correo',
  '“{name}”: {message}': '«{name}»: {message}',
  'This file is not a GGUF model. Choose a file that ends in .gguf, or keep the built-in model.':
    'Este archivo no es un modelo GGUF. Elige un archivo que acabe en .gguf, o quédate con el modelo incluido.',
  'The model file contradicts itself and cannot be read. Download it again, or choose another one.':
    'El archivo del modelo se contradice y no se puede leer. Descárgalo de nuevo o elige otro.',
  'The model file ends too early: a part of it is missing. Download it again.':
    'El archivo del modelo acaba demasiado pronto: falta una parte. Descárgalo de nuevo.',
  'The model has an architecture that this engine does not know. Choose another model.':
    'El modelo tiene una arquitectura que este motor no conoce. Elige otro modelo.',
  'The model uses a feature that this engine does not have. Choose another model.':
    'El modelo usa algo que este motor no tiene. Elige otro modelo.',
  'There is not enough memory for this model. Close other tabs, or choose a smaller model.':
    'No hay memoria suficiente para este modelo. Cierra otras pestañas o elige un modelo más pequeño.',
  'The adapter cannot be used with this model. Choose one that was made for it.':
    'El adaptador no sirve para este modelo. Elige uno hecho para él.',
  'No adapter is loaded. Load one, or let the model write alone.':
    'No hay ningún adaptador cargado. Carga uno o deja que el modelo escriba solo.',
  "The model's tokenizer is of a kind that this engine does not know. Choose another model.":
    'El tokenizador del modelo es de un tipo que este motor no conoce. Elige otro modelo.',
  'The note is empty. Write or paste some text first.': 'La nota está vacía. Escribe o pega antes algo de texto.',
  'The note is too long to be summarized in one go. Split it, and summarize the parts.':
    'La nota es demasiado larga para resumirla de una vez. Divídela y resume las partes.',
  "The text does not fit into the model's context. Shorten the context, or split the note.":
    'El texto no cabe en el contexto del modelo. Acorta el contexto o divide la nota.',
  'An option has a value that does not exist. Choose one of the listed values.':
    'Una opción tiene un valor que no existe. Elige uno de los valores de la lista.',
  'The engine found a mistake of its own. Your note is safe; try again, or reload the page.':
    'El motor ha encontrado un error propio. Tu nota está a salvo; inténtalo de nuevo o recarga la página.',
  'This browser has no WebAssembly SIMD, which the engine needs. Update the browser (Chrome 100, Firefox 114, Safari 16.4 or later).':
    'Este navegador no tiene WebAssembly SIMD, que el motor necesita. Actualiza el navegador (Chrome 100, Firefox 114, Safari 16.4 o posterior).',
  'The engine stopped unexpectedly. Your note is safe; try again, and the engine starts afresh.':
    'El motor se ha detenido de forma inesperada. Tu nota está a salvo; inténtalo de nuevo y el motor empezará de cero.',
  'The engine could not be loaded from this site. Check the connection and reload the page.':
    'No se pudo cargar el motor desde este sitio. Comprueba la conexión y recarga la página.',
  'The check of the summaries could not be loaded from this site. Check the connection and reload the page.':
    'No se pudo cargar la comprobación de los resúmenes desde este sitio. Comprueba la conexión y recarga la página.',
  'The test notes could not be loaded from this site. Check the connection and try again.':
    'No se pudieron cargar las notas de prueba desde este sitio. Comprueba la conexión e inténtalo de nuevo.',
  'The model is not on this server. Tell whoever runs the site that its models folder is incomplete.':
    'El modelo no está en este servidor. Di a quien lleve el sitio que su carpeta de modelos está incompleta.',
  'The model could not be downloaded. Check the connection and try again: what has arrived is kept.':
    'No se pudo descargar el modelo. Comprueba la conexión e inténtalo de nuevo: lo que ha llegado se conserva.',
  'The model is damaged: its checksum is wrong. Try again later, or download the file again.':
    'El modelo está dañado: su suma de comprobación no coincide. Inténtalo más tarde o descarga el archivo de nuevo.',
  'This file cannot be read as a model. Choose it again, or choose another one.':
    'Este archivo no se puede leer como modelo. Elígelo de nuevo o elige otro.',
  'This file is not text. Choose a text or markdown file.':
    'Este archivo no es texto. Elige un archivo de texto o Markdown.',
  'The encoding of this file is not known. Save it as UTF-8 and choose it again.':
    'No se conoce la codificación de este archivo. Guárdalo como UTF-8 y elígelo de nuevo.',
  'This file is too large for a note. Split it, and choose one of the parts.':
    'Este archivo es demasiado grande para una nota. Divídelo y elige una de las partes.',
  'This file is damaged and cannot be read. Save it again, or save what it says as text.':
    'Este archivo está dañado y no se puede leer. Guárdalo de nuevo o guarda lo que dice como texto.',
  'This file is protected by a password. Save a copy without one and choose that.':
    'Este archivo está protegido con contraseña. Guarda una copia sin ella y elígela.',
  'There is no text in this file. If it is a scan, run text recognition (OCR) over it first.':
    'No hay texto en este archivo. Si es un escaneado, pásale antes un reconocimiento de texto (OCR).',
  'The tab or the browser has ended each time while this note was worked on. Split it, or close what else needs memory.':
    'La pestaña o el navegador se ha cerrado cada vez que se trabajaba en esta nota. Divídela o cierra lo que más memoria necesite.',
  'This file takes too long to read. Save what it says as text and choose that.':
    'Este archivo tarda demasiado en leerse. Guarda lo que dice como texto y elige eso.',
  'What reads such files could not be loaded. Check the connection, or update the browser, and choose the file again.':
    'No se pudo cargar lo que lee estos archivos. Comprueba la conexión o actualiza el navegador, y elige el archivo de nuevo.',
  'These are too many files at once. Choose fewer.': 'Son demasiados archivos de una vez. Elige menos.',
  'This kind of file is not supported. Choose a text, HTML, Word, PDF, e-mail or RTF file.':
    'Este tipo de archivo no se admite. Elige un archivo de texto, HTML, Word, PDF, correo o RTF.',
  'The browser may no longer use the folder. Allow it again, and the run goes on where it stopped.':
    'El navegador ya no puede usar la carpeta. Permítelo de nuevo y la tarea seguirá donde se quedó.',
  'The folder is not there any more. Bring it back or plug the disk in again, and let the run go on.':
    'La carpeta ya no está. Recupérala o vuelve a conectar el disco, y deja que siga la tarea.',
  'There is no space left in the folder. Make room, and let the run go on.':
    'No queda espacio en la carpeta. Haz sitio y deja que siga la tarea.',
  'The browser cannot keep its journal: there may be no space left. Make room, and let the run go on.':
    'El navegador no puede llevar su diario: quizá no quede espacio. Haz sitio y deja que siga la tarea.',
  'The file cannot be read. Look at it, and retry.': 'No se puede leer el archivo. Revísalo y reintenta.',
  'The page can be sealed once the model is in memory. Wait until it has loaded.':
    'La página se puede sellar cuando el modelo esté en memoria. Espera a que se cargue.',
  'This page is sealed: it can load neither the engine nor a model. Reload the page, which ends the seal; your notes stay.':
    'Esta página está sellada: no puede cargar ni el motor ni un modelo. Recarga la página para quitar el sello; tus notas se quedan.',
  'Cancelled.': 'Cancelado.',
  'This page is one file with all that it needs: it works from a disk, without a network, and with one thread. Folders of notes, the lesson and the report card need the site.':
    'Esta página es un solo archivo con todo lo que necesita: funciona desde un disco, sin red y con un solo hilo. Las carpetas de notas, la lección y el boletín de notas necesitan el sitio.',
  'Read as Windows-1252, because it is not UTF-8.': 'Leído como Windows-1252, porque no es UTF-8.',
  'Read as {encoding}; the file does not say so itself.': 'Leído como {encoding}; el propio archivo no lo dice.',
  '{n} damaged characters are shown as \ufffd.': '{n} caracteres dañados se muestran como \ufffd.',
  'The file ends too early: what followed is missing.': 'El archivo acaba demasiado pronto: falta lo que seguía.',
  'Base model': 'Modelo base',
  'The other model writes…': 'El otro modelo escribe…',
  'Tuned model ({name}).': 'Modelo ajustado ({name}).',
  Compare: 'Comparar',
  'The same note by the tuned and by the base model': 'La misma nota con el modelo ajustado y con el base',
  'Tuned and base model, side by side': 'Modelo ajustado y modelo base, lado a lado',
  'Tuned by': 'Ajustado por',
  'Tuned for notes': 'Ajustado para notas',
};
