/** German: the texts of the privacy dialog and the page that removes everything. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: remove everything from this device': 'Nutshell: alles von diesem Gerät entfernen',
  'Nutshell: remove everything': 'Nutshell: alles entfernen',
  'What this page and its model keep on this device, and how to be rid of it.':
    'Was diese Seite und ihr Modell auf diesem Gerät aufbewahren und wie Sie es loswerden.',
  'Back to the page': 'Zurück zur Seite',
  'On this device': 'Auf diesem Gerät',
  What: 'Was',
  Found: 'Gefunden',
  Now: 'Jetzt',
  'Looking…': 'Wird nachgesehen …',
  'Remove everything': 'Alles entfernen',
  'found before use; it is being fetched again, alone': 'vor der Verwendung gefunden; er wird neu geholt, und nur er',
  'fetched again, alone, and verified': 'neu geholt, nur er, und geprüft',
  'it could not be fetched again: there is no connection. It is not used':
    'er konnte nicht neu geholt werden: Es gibt keine Verbindung. Er wird nicht verwendet',
  'Ask the browser to keep it': 'Den Browser bitten, es zu behalten',
  'The browser has not agreed: it may remove the files if the disk is full.':
    'Der Browser hat nicht zugestimmt: Er kann die Dateien entfernen, wenn der Datenträger voll ist.',
  '{time}: part {shard} of {of} of the stored model was damaged: {outcome}.':
    '{time}: Teil {shard} von {of} des gespeicherten Modells war beschädigt: {outcome}.',
  'less than 1\u00a0MB': 'weniger als 1\u00a0MB',
  '{size}: the page, its model, and what it has to remember, so that all works without a network.':
    '{size}: die Seite, ihr Modell und was sie sich merken muss, damit alles ohne Netz funktioniert.',
  'Nothing of this page is kept on this device.': 'Von dieser Seite ist nichts auf diesem Gerät gespeichert.',
  'The browser has promised to keep it until you remove it.':
    'Der Browser hat versprochen, es zu behalten, bis Sie es entfernen.',
  'The browser may remove it if the disk is full; it is then downloaded again.':
    'Der Browser kann es entfernen, wenn der Datenträger voll ist; dann wird es neu heruntergeladen.',
  'Once the model is in memory, this page can do without the network.':
    'Sobald das Modell im Arbeitsspeicher ist, kommt diese Seite ohne Netz aus.',
  'A file is being read. It can be sealed after that.':
    'Gerade wird eine Datei gelesen. Danach kann die Seite versiegelt werden.',
  'This page': 'Diese Seite',
  'The engine': 'Die Engine',
  'an image': 'ein Bild',
  Close: 'Schließen',
  'Privacy: see for yourself': 'Datenschutz: Überzeugen Sie sich selbst',
  Seal: 'Siegel',
  Sealed: 'Versiegelt',
  'Every request': 'Jede Anfrage',
  'The last one comes first. The service worker fetches each file of the page once more, to keep it for use without a network. What the browser asks for by itself (the icon, whether there is a new version of the page) is not in this list; it goes to the same address, and the developer tools show it.':
    'Die letzte steht zuerst. Der Service Worker holt jede Datei der Seite noch einmal, um sie für den Gebrauch ohne Netz aufzubewahren. Was der Browser von sich aus abfragt (das Symbol; ob es eine neue Version der Seite gibt), steht nicht in dieser Liste; es geht an dieselbe Adresse, und die Entwicklerwerkzeuge zeigen es.',
  'Remove everything from this device…': 'Alles von diesem Gerät entfernen …',
  'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but {n} summaries are only in this tab: save what you need first. Press once more to go there.':
    {
      one: 'Dies führt zu einer Seite, die zeigt, was aufbewahrt wird, und es entfernt. Ihre Notizen warten so lange auf Sie, aber eine Zusammenfassung gibt es nur in diesem Tab: Speichern Sie zuerst, was Sie brauchen. Drücken Sie noch einmal, um dorthin zu gehen.',
      other:
        'Dies führt zu einer Seite, die zeigt, was aufbewahrt wird, und es entfernt. Ihre Notizen warten so lange auf Sie, aber {n} Zusammenfassungen gibt es nur in diesem Tab: Speichern Sie zuerst, was Sie brauchen. Drücken Sie noch einmal, um dorthin zu gehen.',
    },
  page: 'Seite',
  engine: 'Engine',
  thread: 'Thread',
  reader: 'Leser',
  scorer: 'Prüfer',
  'service worker': 'Service Worker',
  'Requests since this page was opened': 'Anfragen, seit diese Seite geöffnet wurde',
  '{n} requests since this page was opened, all to this address: {here}.': {
    one: '{n} Anfrage, seit diese Seite geöffnet wurde, nur an diese Adresse: {here}.',
    other: '{n} Anfragen, seit diese Seite geöffnet wurde, alle an diese Adresse: {here}.',
  },
  '{n} requests since this page was opened, {others} of them not to {here}!': {
    one: '{n} Anfrage, seit diese Seite geöffnet wurde, davon {others} nicht an {here}!',
    other: '{n} Anfragen, seit diese Seite geöffnet wurde, davon {others} nicht an {here}!',
  },
  'None has left this device since it was sealed.': 'Seit dem Versiegeln hat keine dieses Gerät verlassen.',
  '{n} scripts were taken from this device.': {
    one: '{n} Skript wurde von diesem Gerät genommen.',
    other: '{n} Skripte wurden von diesem Gerät genommen.',
  },
  'not let through': 'nicht durchgelassen',
  'from this device': 'von diesem Gerät',
  '{n} KB': '{n} KB',
  '{n} MB': '{n} MB',
  'Open the developer tools (F12) and there “Network”. Reload this page and let it load the model: each line is a file of this address.':
    'Öffnen Sie die Entwicklerwerkzeuge (F12) und dort „Netzwerk“. Laden Sie diese Seite neu und lassen Sie sie das Modell laden: Jede Zeile ist eine Datei dieser Adresse.',
  'Press Seal above. Or take the network away: aeroplane mode, the plug, “Offline” in the developer tools.':
    'Drücken Sie oben auf „Diese Seite versiegeln“. Oder nehmen Sie das Netz weg: Flugmodus, Stecker ziehen, „Offline“ in den Entwicklerwerkzeugen.',
  'Empty the list of the developer tools, write a note that nobody has seen before, and summarize it. The list stays empty, and so does the count above.':
    'Leeren Sie die Liste der Entwicklerwerkzeuge, schreiben Sie eine Notiz, die noch niemand gesehen hat, und fassen Sie sie zusammen. Die Liste bleibt leer, und die Zahl oben bleibt gleich.',
  'Ask in the console: fetch("./"). It fails by the policy of this page. Choose nutshell-engine in place of “top” there: it has no fetch any more.':
    'Fragen Sie in der Konsole: fetch("./"). Es scheitert an der Richtlinie dieser Seite. Wählen Sie dort statt „top“ nutshell-engine: Dort gibt es kein fetch mehr.',
  'Seal this page': 'Diese Seite versiegeln',
  'Check again': 'Noch einmal prüfen',
  'Sealed, this page and its engine give up the network: no script in them can fetch or send anything any more, and summaries go on as before. It lasts until the page is reloaded, left or closed.':
    'Versiegelt geben diese Seite und ihre Engine das Netz auf: Kein Skript darin kann noch etwas holen oder senden, und Zusammenfassungen gehen weiter wie zuvor. Das gilt, bis die Seite neu geladen, verlassen oder geschlossen wird.',
  'Prove it yourself, in two minutes': 'Beweisen Sie es selbst, in zwei Minuten',
  'Sealing…': 'Wird versiegelt …',
  'No service worker is in charge here, so in the engine only the missing functions stand for the seal.':
    'Hier ist kein Service Worker zuständig; in der Engine stehen also nur die fehlenden Funktionen für das Siegel ein.',
  'Sealed until this page is reloaded, left or closed. Checked at {time}: every way out is refused.':
    'Versiegelt, bis diese Seite neu geladen, verlassen oder geschlossen wird. Geprüft um {time}: Jeder Weg hinaus ist versperrt.',
  'At {time} something went through: do not rely on the seal in this browser.':
    'Um {time} kam etwas durch: Verlassen Sie sich in diesem Browser nicht auf das Siegel.',
  '{where}, {way}: refused': '{where}, {way}: verweigert',
  '{where}, {way}: it went through': '{where}, {way}: kam durch',
  'The model': 'Das Modell',
  'The page itself, for use without a network': 'Die Seite selbst, für den Gebrauch ohne Netz',
  'The service worker, which serves those files': 'Der Service Worker, der diese Dateien ausliefert',
  none: 'nichts',
  installed: 'installiert',
  'Journals of runs over folders: what was summarized, for Undo':
    'Protokolle der Läufe über Ordner: was zusammengefasst wurde, zum Rückgängigmachen',
  'Summaries of uploaded folders': 'Zusammenfassungen hochgeladener Ordner',
  'Notes of this tab, for a reload, and the chosen language':
    'Notizen dieses Tabs für ein Neuladen und die gewählte Sprache',
  '{n} files, {size}': { one: '{n} Datei, {size}', other: '{n} Dateien, {size}' },
  '{n} entries': { one: '{n} Eintrag', other: '{n} Einträge' },
  'A run over a folder goes on in another tab. Stop it there first: its journal would be lost, and with it Undo.':
    'In einem anderen Tab geht ein Lauf über einen Ordner weiter. Halten Sie ihn dort zuerst an: Sein Protokoll ginge verloren und damit das Rückgängigmachen.',
  'Nutshell is open in {n} other tabs. Save what you need there and close them: what is in a tab would be kept again.':
    {
      one: 'Nutshell ist in einem anderen Tab geöffnet. Speichern Sie dort, was Sie brauchen, und schließen Sie ihn: Was in einem Tab ist, würde wieder aufbewahrt.',
      other:
        'Nutshell ist in {n} anderen Tabs geöffnet. Speichern Sie dort, was Sie brauchen, und schließen Sie sie: Was in einem Tab ist, würde wieder aufbewahrt.',
    },
  'cannot be read: {error}': 'nicht lesbar: {error}',
  'All of this goes: the notes that wait for this tab, the journals with the texts of summaries, what was downloaded. Files that you saved and folders that you chose are not touched.':
    'All das wird gelöscht: die Notizen, die auf diesen Tab warten, die Protokolle mit den Texten der Zusammenfassungen, das Heruntergeladene. Dateien, die Sie gespeichert haben, und Ordner, die Sie gewählt haben, bleiben unberührt.',
  'Removing…': 'Wird entfernt …',
  'cannot be read': 'nicht lesbar',
  'Looked again: nothing of this site is left on this device. Close this tab; whoever opens the page again starts afresh.':
    'Noch einmal nachgesehen: Von dieser Website ist nichts mehr auf diesem Gerät. Schließen Sie diesen Tab; wer die Seite wieder öffnet, fängt neu an.',
  "Not everything could be removed. {failures} Close all tabs of this site and try again, or use the browser's settings.":
    'Nicht alles konnte entfernt werden. {failures} Schließen Sie alle Tabs dieser Website und versuchen Sie es noch einmal, oder nutzen Sie die Einstellungen des Browsers.',
  'Really remove everything?': 'Wirklich alles entfernen?',
};
