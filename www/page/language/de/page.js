/** German: the texts of the page for notes, and what all pages have. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: summaries of your notes, made in this tab':
    'Nutshell: Zusammenfassungen Ihrer Notizen, erstellt in diesem Tab',
  'Summaries of your notes, made in this tab. Nothing is uploaded.':
    'Zusammenfassungen Ihrer Notizen, erstellt in diesem Tab. Nichts wird hochgeladen.',
  'See for yourself': 'Überzeugen Sie sich selbst',
  'Summarize a folder': 'Einen Ordner zusammenfassen',
  Note: 'Notiz',
  'No words yet': 'Noch keine Wörter',
  'Try a sample': 'Beispiel',
  note: 'ausprobieren',
  Undo: 'Rückgängig',
  Clear: 'Leeren',
  'Choose files': 'Dateien wählen',
  'New note': 'Neue Notiz',
  Kind: 'Art',
  'Key points': 'Kernpunkte',
  'TL;DR': 'Kurzfassung',
  Teaser: 'Teaser',
  Headline: 'Überschrift',
  Length: 'Länge',
  Short: 'Kurz',
  Medium: 'Mittel',
  Long: 'Lang',
  Summarize: 'Zusammenfassen',
  Summary: 'Zusammenfassung',
  Cancel: 'Abbrechen',
  Copy: 'Kopieren',
  Save: 'Speichern',
  'as markdown': 'als Markdown',
  'The summary is written here, on your own processor.':
    'Hier entsteht die Zusammenfassung, auf Ihrem eigenen Prozessor.',
  'A small model makes mistakes: point at a sentence to see what it rests on. Its language is English.':
    'Ein kleines Modell macht Fehler: Zeigen Sie auf einen Satz, um zu sehen, worauf er sich stützt. Seine Sprache ist Englisch.',
  Model: 'Modell',
  'not loaded yet': 'noch nicht geladen',
  'You can bring a model of your own: a GGUF file (version 2 or 3) of a small instruct model, with F32, F16, Q4_0, Q4_1, Q8_0, Q4_K or Q6_K weights. Llama models run fast, some other architectures slowly. The file is read here and not uploaded.':
    'Sie können ein eigenes Modell mitbringen: eine GGUF-Datei (Version 2 oder 3) eines kleinen Instruct-Modells mit Gewichten in F32, F16, Q4_0, Q4_1, Q8_0, Q4_K oder Q6_K. Llama-Modelle laufen schnell, einige andere Architekturen langsam. Die Datei wird hier gelesen und nicht hochgeladen.',
  'Open a GGUF file…': 'GGUF-Datei öffnen …',
  'How good are the summaries on this machine?': 'Wie gut sind die Zusammenfassungen auf diesem Gerät?',
  'A lesson: a summary token by token': 'Eine Lektion: eine Zusammenfassung, Token für Token',
  'Install this page as an app': 'Diese Seite als App installieren',
  'Drop files to add them as notes': 'Dateien hier ablegen, um sie als Notizen hinzuzufügen',
  'Note files': 'Notizdateien',
  Notes: 'Notizen',
  'Type or paste a note, or drop files anywhere on this page: text, markdown, Word, PDF, e-mail, web page, RTF.':
    'Schreiben Sie eine Notiz, fügen Sie eine ein oder ziehen Sie Dateien auf diese Seite: Text, Markdown, Word, PDF, E-Mail, Webseite, RTF.',
  'Ctrl or ⌘ + Enter': 'Strg oder ⌘ + Eingabe',
  Esc: 'Esc',
  Progress: 'Fortschritt',
  'Model file': 'Modelldatei',
  '{n} files are too many at once: there is room for {room}. Choose {room} or fewer; nothing was changed.': {
    one: '{n} Datei ist zu viel auf einmal: Es ist Platz für {room}. Wählen Sie höchstens {room}; es wurde nichts geändert.',
    other:
      '{n} Dateien sind zu viele auf einmal: Es ist Platz für {room}. Wählen Sie höchstens {room}; es wurde nichts geändert.',
  },
  '{n} files are too many at once: there is room for 0. Remove a note first; nothing was changed.': {
    one: '{n} Datei ist zu viel auf einmal: Es ist kein Platz mehr. Entfernen Sie zuerst eine Notiz; es wurde nichts geändert.',
    other:
      '{n} Dateien sind zu viele auf einmal: Es ist kein Platz mehr. Entfernen Sie zuerst eine Notiz; es wurde nichts geändert.',
  },
  '{n} files were not added:': '{n} Dateien wurden nicht hinzugefügt:',
  'and {n} more.': 'und {n} weitere.',
  'Try again': 'Erneut versuchen',
  Dismiss: 'Schließen',
  'Technical detail': 'Technische Einzelheiten',
  'Something went wrong that should not have. Your note is safe; try again, or reload the page.':
    'Etwas ist schiefgegangen, das nicht hätte schiefgehen dürfen. Ihre Notiz ist sicher; versuchen Sie es noch einmal oder laden Sie die Seite neu.',
  'The note has changed since this summary was made.':
    'Die Notiz hat sich geändert, seit diese Zusammenfassung erstellt wurde.',
  'This summary is of another note.': 'Diese Zusammenfassung gehört zu einer anderen Notiz.',
  'The lines of this note are too long to mark a passage in them.':
    'Die Zeilen dieser Notiz sind zu lang, um eine Stelle darin zu markieren.',
  'Show in the note': 'In der Notiz zeigen',
  '{n}\u00a0GB': '{n}\u00a0GB',
  '{n}\u00a0MB': '{n}\u00a0MB',
  'about {n}\u00a0s left': 'noch etwa {n}\u00a0s',
  'about {n}\u00a0min left': 'noch etwa {n}\u00a0min',
  'about {n}\u00a0h left': 'noch etwa {n}\u00a0h',
  '{n} s': '{n} s',
  '{minutes} min {seconds} s': '{minutes} min {seconds} s',
  'Nutshell is installed': 'Nutshell ist installiert',
  'about 100\u00a0MB': 'etwa 100\u00a0MB',
  '{n} notes added': { one: '{n} Notiz hinzugefügt', other: '{n} Notizen hinzugefügt' },
  'There is no note yet. Type or paste one, or choose a file.':
    'Es gibt noch keine Notiz. Schreiben Sie eine, fügen Sie eine ein oder wählen Sie eine Datei.',
  'The summary is done': 'Die Zusammenfassung ist fertig',
  Cancelled: 'Abgebrochen',
  Stopped: 'Angehalten',
  'The model is loaded': 'Das Modell ist geladen',
  'Done in {took}; the note has changed since': 'Fertig in {took}; die Notiz hat sich seitdem geändert',
  'Done in {took}': 'Fertig in {took}',
  Ready: 'Bereit',
  'The model is not loaded': 'Das Modell ist nicht geladen',
  'Looking for the model…': 'Das Modell wird gesucht …',
  'The model is on this device': 'Das Modell ist auf diesem Gerät',
  'The model ({size}) is downloaded once, when there is a note':
    'Das Modell ({size}) wird einmal heruntergeladen, sobald es eine Notiz gibt',
  'A dropped folder cannot be read. Choose its files instead; nothing was changed.':
    'Ein abgelegter Ordner kann nicht gelesen werden. Wählen Sie stattdessen seine Dateien; es wurde nichts geändert.',
  'There is no room for another note. Remove one first; nothing was changed.':
    'Für eine weitere Notiz ist kein Platz. Entfernen Sie zuerst eine; es wurde nichts geändert.',
  '{n} words': { one: '{n} Wort', other: '{n} Wörter' },
  Remove: 'Entfernen',
  summarized: 'zusammengefasst',
  'Downloading the model': 'Das Modell wird heruntergeladen',
  'Loading the model': 'Das Modell wird geladen',
  Reading: 'Lesen',
  Writing: 'Schreiben',
  'Starting…': 'Es geht los …',
  '{label}, {left}': '{label}, {left}',
  'Downloading the model: {done} of {total}': 'Das Modell wird heruntergeladen: {done} von {total}',
  'Loading the model: {done} of {total}': 'Das Modell wird geladen: {done} von {total}',
  'Reading: {done} of {total} tokens': 'Lesen: {done} von {total} Tokens',
  'Writing: {done} of at most {total} tokens': 'Schreiben: {done} von höchstens {total} Tokens',
  'relaxed SIMD': 'Relaxed SIMD',
  SIMD: 'SIMD',
  'slow road': 'langsamer Weg',
  'kept on this device': 'auf diesem Gerät gespeichert',
  'in memory only': 'nur im Arbeitsspeicher',
  'inside this page': 'in dieser Seite enthalten',
  'downloading…': 'wird heruntergeladen …',
  'loading…': 'wird geladen …',
  ready: 'bereit',
  working: 'arbeitet',
  'not loaded: see the message above': 'nicht geladen: siehe die Meldung oben',
  '{size} memory': '{size} Speicher',
  'reads {rate} tokens/s': 'liest {rate} Tokens/s',
  'writes {rate} tokens/s': 'schreibt {rate} Tokens/s',
  State: 'Zustand',
  Name: 'Name',
  Licence: 'Lizenz',
  Size: 'Größe',
  From: 'Herkunft',
  'a file that you opened': 'eine Datei, die Sie geöffnet haben',
  'this page': 'diese Seite',
  Engine: 'Engine',
  Memory: 'Arbeitsspeicher',
  '{rate} tokens/s': '{rate} Tokens/s',
  Storage: 'Aufbewahrung',
  '{n} threads': { one: '{n} Thread', other: '{n} Threads' },
  '{n} sentences': { one: '{n} Satz', other: '{n} Sätze' },
  '{told}.': '{told}.',
  '{told}; {n} dropped, as the note does not support them.': {
    one: '{told}; {n} verworfen, weil die Notiz ihn nicht stützt.',
    other: '{told}; {n} verworfen, weil die Notiz sie nicht stützt.',
  },
  '{count}: {written} written, {quoted} quoted': '{count}: {written} geschrieben, {quoted} zitiert',
  '{count}, all written': '{count}, alle geschrieben',
  '{count}, written': '{count}, geschrieben',
  '{count}, all quoted': '{count}, alle zitiert',
  '{count}, quoted': '{count}, zitiert',
  'Weighed all {n} tokens of the note; the model read {read} of them in {chunks} parts.': {
    one: '{n} Token der Notiz abgewogen; das Modell hat davon {read} in {chunks} Teilen gelesen.',
    other: 'Alle {n} Tokens der Notiz abgewogen; das Modell hat davon {read} in {chunks} Teilen gelesen.',
  },
  'Weighed all {n} tokens of the note; the model read {read} of them.': {
    one: '{n} Token der Notiz abgewogen; das Modell hat davon {read} gelesen.',
    other: 'Alle {n} Tokens der Notiz abgewogen; das Modell hat davon {read} gelesen.',
  },
  'Read all {tokens} tokens of the note in {chunks} parts.':
    'Alle {tokens} Tokens der Notiz in {chunks} Teilen gelesen.',
  'Read all {n} tokens of the note.': {
    one: 'Das eine Token der Notiz gelesen.',
    other: 'Alle {n} Tokens der Notiz gelesen.',
  },
  '(quoted)': '(zitiert)',
  'Quoted from the note': 'Aus der Notiz zitiert',
  'Rests on: “{passage}”': 'Stützt sich auf: „{passage}“',
  'Rests on: “{passage}”, and {n} more': 'Stützt sich auf: „{passage}“ und {n} weitere',
  'Summary copied': 'Zusammenfassung kopiert',
  'The summary could not be copied: select it and copy it by hand':
    'Die Zusammenfassung konnte nicht kopiert werden: Markieren Sie sie und kopieren Sie sie von Hand',
  Copied: 'Kopiert',
  'Not copied': 'Nicht kopiert',
  'Saved as {name}': 'Gespeichert als {name}',
  'A new version is ready. Your notes stay; summaries that you have not saved do not.':
    'Eine neue Version ist bereit. Ihre Notizen bleiben; Zusammenfassungen, die Sie nicht gespeichert haben, nicht.',
  Reload: 'Neu laden',
  'Your notes are too long to be kept over a reload. Copy what you need first; Reload again goes on without them.':
    'Ihre Notizen sind zu lang, um über ein Neuladen hinweg aufbewahrt zu werden. Kopieren Sie zuerst, was Sie brauchen; ein weiterer Druck auf „Neu laden“ macht ohne sie weiter.',
  Later: 'Später',
  Language: 'Sprache',
  'The note is code for the most part, so its sentences are quoted.':
    'Die Notiz ist überwiegend Code, deshalb werden ihre Sätze zitiert.',
  'The note is not in English, the one language that this model writes, so its sentences are quoted.':
    'Die Notiz ist nicht auf Englisch, der einzigen Sprache, in der dieses Modell schreibt; deshalb werden ihre Sätze zitiert.',
  'The note is a list, so its items are quoted.': 'Die Notiz ist eine Liste, deshalb werden ihre Einträge zitiert.',
  'The note is a list, so its items are quoted, {shown} of {items}.':
    'Die Notiz ist eine Liste, deshalb werden ihre Einträge zitiert, {shown} von {items}.',
  'The note is so short that it is shown as it is.': 'Die Notiz ist so kurz, dass sie unverändert gezeigt wird.',
  'Grounding was off: the model wrote what it liked, and nothing of it was looked up in the note.':
    'Der Abgleich war ausgeschaltet: Das Modell schrieb, was es wollte, und nichts davon wurde in der Notiz nachgeschlagen.',
  'Left out, as no part of the text: {names}.': 'Weggelassen, da kein Teil des Textes: {names}.',
  'Another tab is downloading the model; this one waits and shares it.':
    'Ein anderer Tab lädt das Modell gerade herunter; dieser wartet und nutzt es mit.',
  'The connection is gone. The download goes on where it was as soon as it is back.':
    'Die Verbindung ist weg. Der Download geht weiter, wo er war, sobald sie wieder da ist.',
  'A part of the stored model was damaged; it has been downloaded again.':
    'Ein Teil des gespeicherten Modells war beschädigt; er wurde neu heruntergeladen.',
  'A part of the stored model is damaged, and there is no connection. It is downloaded again, alone, as soon as the connection is back.':
    'Ein Teil des gespeicherten Modells ist beschädigt, und es gibt keine Verbindung. Nur dieser Teil wird neu heruntergeladen, sobald die Verbindung wieder da ist.',
  'There is no room to keep the model on this device: it works from memory, and is downloaded again next time.':
    'Auf diesem Gerät ist kein Platz, um das Modell aufzubewahren: Es arbeitet aus dem Arbeitsspeicher und wird beim nächsten Mal neu heruntergeladen.',
  'This browser keeps no files for this page (a private window, or an insecure address): the model works from memory, and is downloaded again next time.':
    'Dieser Browser bewahrt für diese Seite keine Dateien auf (ein privates Fenster oder eine unsichere Adresse): Das Modell arbeitet aus dem Arbeitsspeicher und wird beim nächsten Mal neu heruntergeladen.',
  'front matter': 'Front Matter',
  'HTML comments': 'HTML-Kommentare',
  'scripts, styles and drawings': 'Skripte, Formatvorlagen und Zeichnungen',
  "technical fields of a mail's header": 'technische Felder im Kopf einer E-Mail',
  'a legal notice below a mail': 'ein rechtlicher Hinweis unter einer E-Mail',
  '“{name}”: {message}': '„{name}“: {message}',
  'This file is not a GGUF model. Choose a file that ends in .gguf, or keep the built-in model.':
    'Diese Datei ist kein GGUF-Modell. Wählen Sie eine Datei, die auf .gguf endet, oder behalten Sie das eingebaute Modell.',
  'The model file contradicts itself and cannot be read. Download it again, or choose another one.':
    'Die Modelldatei widerspricht sich selbst und kann nicht gelesen werden. Laden Sie sie neu herunter oder wählen Sie eine andere.',
  'The model file ends too early: a part of it is missing. Download it again.':
    'Die Modelldatei endet zu früh: Ein Teil fehlt. Laden Sie sie neu herunter.',
  'The model has an architecture that this engine does not know. Choose another model.':
    'Das Modell hat eine Architektur, die diese Engine nicht kennt. Wählen Sie ein anderes Modell.',
  'The model uses a feature that this engine does not have. Choose another model.':
    'Das Modell nutzt etwas, das diese Engine nicht kann. Wählen Sie ein anderes Modell.',
  'There is not enough memory for this model. Close other tabs, or choose a smaller model.':
    'Für dieses Modell reicht der Arbeitsspeicher nicht. Schließen Sie andere Tabs oder wählen Sie ein kleineres Modell.',
  'The adapter cannot be used with this model. Choose one that was made for it.':
    'Der Adapter passt nicht zu diesem Modell. Wählen Sie einen, der dafür gemacht ist.',
  'No adapter is loaded. Load one, or let the model write alone.':
    'Es ist kein Adapter geladen. Laden Sie einen oder lassen Sie das Modell allein schreiben.',
  "The model's tokenizer is of a kind that this engine does not know. Choose another model.":
    'Der Tokenizer des Modells ist von einer Art, die diese Engine nicht kennt. Wählen Sie ein anderes Modell.',
  'The note is empty. Write or paste some text first.':
    'Die Notiz ist leer. Schreiben Sie zuerst etwas oder fügen Sie Text ein.',
  'The note is too long to be summarized in one go. Split it, and summarize the parts.':
    'Die Notiz ist zu lang, um in einem Zug zusammengefasst zu werden. Teilen Sie sie und fassen Sie die Teile zusammen.',
  "The text does not fit into the model's context. Shorten the context, or split the note.":
    'Der Text passt nicht in den Kontext des Modells. Kürzen Sie den Kontext oder teilen Sie die Notiz.',
  'An option has a value that does not exist. Choose one of the listed values.':
    'Eine Einstellung hat einen Wert, den es nicht gibt. Wählen Sie einen der aufgeführten Werte.',
  'The engine found a mistake of its own. Your note is safe; try again, or reload the page.':
    'Die Engine hat einen eigenen Fehler gefunden. Ihre Notiz ist sicher; versuchen Sie es noch einmal oder laden Sie die Seite neu.',
  'This browser has no WebAssembly SIMD, which the engine needs. Update the browser (Chrome 100, Firefox 114, Safari 16.4 or later).':
    'Dieser Browser hat kein WebAssembly-SIMD, das die Engine braucht. Aktualisieren Sie den Browser (Chrome 100, Firefox 114, Safari 16.4 oder neuer).',
  'The engine stopped unexpectedly. Your note is safe; try again, and the engine starts afresh.':
    'Die Engine hat unerwartet aufgehört. Ihre Notiz ist sicher; versuchen Sie es noch einmal, die Engine startet neu.',
  'The engine could not be loaded from this site. Check the connection and reload the page.':
    'Die Engine konnte von dieser Website nicht geladen werden. Prüfen Sie die Verbindung und laden Sie die Seite neu.',
  'The check of the summaries could not be loaded from this site. Check the connection and reload the page.':
    'Die Prüfung der Zusammenfassungen konnte von dieser Website nicht geladen werden. Prüfen Sie die Verbindung und laden Sie die Seite neu.',
  'The test notes could not be loaded from this site. Check the connection and try again.':
    'Die Testnotizen konnten von dieser Website nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  'The model is not on this server. Tell whoever runs the site that its models folder is incomplete.':
    'Das Modell ist nicht auf diesem Server. Sagen Sie dem Betreiber der Website, dass der Ordner mit den Modellen unvollständig ist.',
  'The model could not be downloaded. Check the connection and try again: what has arrived is kept.':
    'Das Modell konnte nicht heruntergeladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal: Was angekommen ist, bleibt erhalten.',
  'The model is damaged: its checksum is wrong. Try again later, or download the file again.':
    'Das Modell ist beschädigt: Seine Prüfsumme stimmt nicht. Versuchen Sie es später noch einmal oder laden Sie die Datei neu herunter.',
  'This file cannot be read as a model. Choose it again, or choose another one.':
    'Diese Datei lässt sich nicht als Modell lesen. Wählen Sie sie noch einmal oder eine andere.',
  'This file is not text. Choose a text or markdown file.':
    'Diese Datei ist kein Text. Wählen Sie eine Text- oder Markdown-Datei.',
  'The encoding of this file is not known. Save it as UTF-8 and choose it again.':
    'Die Zeichenkodierung dieser Datei ist nicht bekannt. Speichern Sie sie als UTF-8 und wählen Sie sie noch einmal.',
  'This file is too large for a note. Split it, and choose one of the parts.':
    'Diese Datei ist zu groß für eine Notiz. Teilen Sie sie und wählen Sie einen der Teile.',
  'This file is damaged and cannot be read. Save it again, or save what it says as text.':
    'Diese Datei ist beschädigt und kann nicht gelesen werden. Speichern Sie sie neu oder speichern Sie ihren Inhalt als Text.',
  'This file is protected by a password. Save a copy without one and choose that.':
    'Diese Datei ist mit einem Passwort geschützt. Speichern Sie eine Kopie ohne Passwort und wählen Sie diese.',
  'There is no text in this file. If it is a scan, run text recognition (OCR) over it first.':
    'In dieser Datei ist kein Text. Ist es ein Scan, lassen Sie zuerst eine Texterkennung (OCR) darüberlaufen.',
  'The tab or the browser has ended each time while this note was worked on. Split it, or close what else needs memory.':
    'Der Tab oder der Browser wurde jedes Mal beendet, während an dieser Notiz gearbeitet wurde. Teilen Sie sie oder schließen Sie, was sonst Speicher braucht.',
  'This file takes too long to read. Save what it says as text and choose that.':
    'Das Lesen dieser Datei dauert zu lange. Speichern Sie ihren Inhalt als Text und wählen Sie diesen.',
  'What reads such files could not be loaded. Check the connection, or update the browser, and choose the file again.':
    'Was solche Dateien liest, konnte nicht geladen werden. Prüfen Sie die Verbindung oder aktualisieren Sie den Browser, und wählen Sie die Datei noch einmal.',
  'These are too many files at once. Choose fewer.': 'Das sind zu viele Dateien auf einmal. Wählen Sie weniger.',
  'This kind of file is not supported. Choose a text, HTML, Word, PDF, e-mail or RTF file.':
    'Diese Art von Datei wird nicht unterstützt. Wählen Sie eine Text-, HTML-, Word-, PDF-, E-Mail- oder RTF-Datei.',
  'The browser may no longer use the folder. Allow it again, and the run goes on where it stopped.':
    'Der Browser darf den Ordner nicht mehr benutzen. Erlauben Sie es wieder, und der Lauf geht weiter, wo er war.',
  'The folder is not there any more. Bring it back or plug the disk in again, and let the run go on.':
    'Der Ordner ist nicht mehr da. Bringen Sie ihn zurück oder schließen Sie den Datenträger wieder an, und lassen Sie den Lauf weitergehen.',
  'There is no space left in the folder. Make room, and let the run go on.':
    'Im Ordner ist kein Platz mehr. Schaffen Sie Platz und lassen Sie den Lauf weitergehen.',
  'The browser cannot keep its journal: there may be no space left. Make room, and let the run go on.':
    'Der Browser kann sein Protokoll nicht führen: Vielleicht ist kein Platz mehr. Schaffen Sie Platz und lassen Sie den Lauf weitergehen.',
  'The file cannot be read. Look at it, and retry.':
    'Die Datei kann nicht gelesen werden. Sehen Sie nach und versuchen Sie es noch einmal.',
  'The page can be sealed once the model is in memory. Wait until it has loaded.':
    'Die Seite kann versiegelt werden, sobald das Modell im Arbeitsspeicher ist. Warten Sie, bis es geladen ist.',
  'This page is sealed: it can load neither the engine nor a model. Reload the page, which ends the seal; your notes stay.':
    'Diese Seite ist versiegelt: Sie kann weder die Engine noch ein Modell laden. Laden Sie die Seite neu, das löst das Siegel; Ihre Notizen bleiben.',
  'Cancelled.': 'Abgebrochen.',
  'This page is one file with all that it needs: it works from a disk, without a network, and with one thread. Folders of notes, the lesson and the report card need the site.':
    'Diese Seite ist eine einzige Datei mit allem, was sie braucht: Sie funktioniert vom Datenträger, ohne Netz und mit einem Thread. Ordner mit Notizen, die Lektion und das Zeugnis brauchen die Website.',
  'Read as Windows-1252, because it is not UTF-8.': 'Als Windows-1252 gelesen, da es kein UTF-8 ist.',
  'Read as {encoding}; the file does not say so itself.': 'Als {encoding} gelesen; die Datei sagt es nicht selbst.',
  '{n} damaged characters are shown as \ufffd.': '{n} beschädigte Zeichen werden als \ufffd gezeigt.',
  'The file ends too early: what followed is missing.': 'Die Datei endet zu früh: Was folgte, fehlt.',
  'Base model': 'Grundmodell',
  'The other model writes…': 'Das andere Modell schreibt…',
  'Tuned model ({name}).': 'Abgestimmtes Modell ({name}).',
  Compare: 'Vergleichen',
  'The same note by the tuned and by the base model': 'Dieselbe Notiz vom abgestimmten und vom Grundmodell',
  'Tuned and base model, side by side': 'Abgestimmtes und Grundmodell nebeneinander',
  'Tuned by': 'Abgestimmt mit',
  'Tuned for notes': 'Für Notizen abgestimmt',
};
