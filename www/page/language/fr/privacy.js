/** French: the texts of the privacy dialog and the page that removes everything. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: remove everything from this device': 'Nutshell\u00a0: tout supprimer de cet appareil',
  'Nutshell: remove everything': 'Nutshell\u00a0: tout supprimer',
  'What this page and its model keep on this device, and how to be rid of it.':
    'Ce que cette page et son modèle gardent sur cet appareil, et comment vous en défaire.',
  'Back to the page': 'Retour à la page',
  'On this device': 'Sur cet appareil',
  What: 'Quoi',
  Found: 'Trouvé',
  Now: 'Maintenant',
  'Looking…': 'Vérification…',
  'Remove everything': 'Tout supprimer',
  'found before use; it is being fetched again, alone':
    'trouvée avant usage\u00a0; elle seule est en cours de téléchargement',
  'fetched again, alone, and verified': 'téléchargée à nouveau, elle seule, et vérifiée',
  'it could not be fetched again: there is no connection. It is not used':
    'elle n’a pas pu être téléchargée à nouveau\u00a0: il n’y a pas de connexion. Elle n’est pas utilisée',
  'Ask the browser to keep it': 'Demander au navigateur de la garder',
  'The browser has not agreed: it may remove the files if the disk is full.':
    'Le navigateur n’a pas accepté\u00a0: il peut supprimer les fichiers si le disque est plein.',
  '{time}: part {shard} of {of} of the stored model was damaged: {outcome}.':
    '{time}\u00a0: la partie {shard} sur {of} du modèle enregistré était endommagée\u00a0: {outcome}.',
  'less than 1\u00a0MB': 'moins de 1\u00a0Mo',
  '{size}: the page, its model, and what it has to remember, so that all works without a network.':
    '{size}\u00a0: la page, son modèle et ce qu’elle doit retenir, pour que tout fonctionne sans réseau.',
  'Nothing of this page is kept on this device.': 'Rien de cette page n’est gardé sur cet appareil.',
  'The browser has promised to keep it until you remove it.':
    'Le navigateur a promis de tout garder jusqu’à ce que vous le supprimiez.',
  'The browser may remove it if the disk is full; it is then downloaded again.':
    'Le navigateur peut tout supprimer si le disque est plein\u00a0; le téléchargement se fait alors à nouveau.',
  'Once the model is in memory, this page can do without the network.':
    'Une fois le modèle en mémoire, cette page peut se passer du réseau.',
  'A file is being read. It can be sealed after that.':
    'Un fichier est en cours de lecture. La page pourra être scellée ensuite.',
  'This page': 'Cette page',
  'The engine': 'Le moteur',
  'an image': 'une image',
  Close: 'Fermer',
  'Privacy: see for yourself': 'Confidentialité\u00a0: vérifiez vous-même',
  Seal: 'Sceau',
  Sealed: 'Scellée',
  'Every request': 'Toutes les requêtes',
  'The last one comes first. The service worker fetches each file of the page once more, to keep it for use without a network. What the browser asks for by itself (the icon, whether there is a new version of the page) is not in this list; it goes to the same address, and the developer tools show it.':
    'La dernière vient en premier. Le service worker demande chaque fichier de la page une fois de plus, afin de le garder pour l’usage sans réseau. Ce que le navigateur demande de lui-même (l’icône, l’existence d’une nouvelle version de la page) n’est pas dans cette liste\u00a0; cela va à la même adresse, et les outils de développement le montrent.',
  'Remove everything from this device…': 'Tout supprimer de cet appareil…',
  'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but {n} summaries are only in this tab: save what you need first. Press once more to go there.':
    {
      one: 'Ceci mène à une page qui montre ce qui est gardé et le supprime. Vos notes vous attendent jusque-là, mais un résumé n’existe que dans cet onglet\u00a0: enregistrez d’abord ce qu’il vous faut. Appuyez encore une fois pour y aller.',
      other:
        'Ceci mène à une page qui montre ce qui est gardé et le supprime. Vos notes vous attendent jusque-là, mais {n} résumés n’existent que dans cet onglet\u00a0: enregistrez d’abord ce qu’il vous faut. Appuyez encore une fois pour y aller.',
    },
  page: 'page',
  engine: 'moteur',
  thread: 'fil',
  reader: 'lecteur',
  scorer: 'évaluateur',
  'service worker': 'service worker',
  'Requests since this page was opened': 'Requêtes depuis l’ouverture de cette page',
  '{n} requests since this page was opened, all to this address: {here}.': {
    one: '{n} requête depuis l’ouverture de cette page, à cette adresse\u00a0: {here}.',
    other: '{n} requêtes depuis l’ouverture de cette page, toutes à cette adresse\u00a0: {here}.',
  },
  '{n} requests since this page was opened, {others} of them not to {here}!': {
    one: '{n} requête depuis l’ouverture de cette page, dont {others} pas à {here}\u00a0!',
    other: '{n} requêtes depuis l’ouverture de cette page, dont {others} pas à {here}\u00a0!',
  },
  'None has left this device since it was sealed.': 'Aucune n’a quitté cet appareil depuis qu’elle est scellée.',
  '{n} scripts were taken from this device.': {
    one: '{n} script a été pris sur cet appareil.',
    other: '{n} scripts ont été pris sur cet appareil.',
  },
  'not let through': 'bloquée',
  'from this device': 'de cet appareil',
  '{n} KB': '{n} Ko',
  '{n} MB': '{n} Mo',
  'Open the developer tools (F12) and there “Network”. Reload this page and let it load the model: each line is a file of this address.':
    'Ouvrez les outils de développement (F12) et là, «\u00a0Réseau\u00a0». Rechargez cette page et laissez-la charger le modèle\u00a0: chaque ligne est un fichier de cette adresse.',
  'Press Seal above. Or take the network away: aeroplane mode, the plug, “Offline” in the developer tools.':
    'Appuyez sur «\u00a0Sceller cette page\u00a0» ci-dessus. Ou coupez le réseau\u00a0: mode avion, câble, «\u00a0Hors ligne\u00a0» dans les outils de développement.',
  'Empty the list of the developer tools, write a note that nobody has seen before, and summarize it. The list stays empty, and so does the count above.':
    'Videz la liste des outils de développement, écrivez une note que personne n’a jamais vue et résumez-la. La liste reste vide, et le compte ci-dessus ne change pas.',
  'Ask in the console: fetch("./"). It fails by the policy of this page. Choose nutshell-engine in place of “top” there: it has no fetch any more.':
    'Demandez dans la console\u00a0: fetch("./"). Cela échoue à cause de la politique de cette page. Choisissez-y nutshell-engine au lieu de «\u00a0top\u00a0»\u00a0: il n’a plus de fetch.',
  'Seal this page': 'Sceller cette page',
  'Check again': 'Vérifier à nouveau',
  'Sealed, this page and its engine give up the network: no script in them can fetch or send anything any more, and summaries go on as before. It lasts until the page is reloaded, left or closed.':
    'Scellés, cette page et son moteur renoncent au réseau\u00a0: aucun script ne peut plus y demander ni envoyer quoi que ce soit, et les résumés continuent comme avant. Cela dure jusqu’à ce que la page soit rechargée, quittée ou fermée.',
  'Prove it yourself, in two minutes': 'Prouvez-le vous-même, en deux minutes',
  'Sealing…': 'Mise sous scellé…',
  'No service worker is in charge here, so in the engine only the missing functions stand for the seal.':
    'Aucun service worker n’est aux commandes ici\u00a0; dans le moteur, le sceau ne repose donc que sur les fonctions retirées.',
  'Sealed until this page is reloaded, left or closed. Checked at {time}: every way out is refused.':
    'Scellée jusqu’à ce que cette page soit rechargée, quittée ou fermée. Vérifié à {time}\u00a0: toutes les sorties sont refusées.',
  'At {time} something went through: do not rely on the seal in this browser.':
    'À {time}, quelque chose est passé\u00a0: ne vous fiez pas au sceau dans ce navigateur.',
  '{where}, {way}: refused': '{where}, {way}\u00a0: refusé',
  '{where}, {way}: it went through': '{where}, {way}\u00a0: passé',
  'The model': 'Le modèle',
  'The page itself, for use without a network': 'La page elle-même, pour l’usage sans réseau',
  'The service worker, which serves those files': 'Le service worker, qui fournit ces fichiers',
  none: 'rien',
  installed: 'installé',
  'Journals of runs over folders: what was summarized, for Undo':
    'Journaux des traitements de dossiers\u00a0: ce qui a été résumé, pour pouvoir annuler',
  'Summaries of uploaded folders': 'Résumés de dossiers importés',
  'Notes of this tab, for a reload, and the chosen language':
    'Notes de cet onglet, pour un rechargement, et la langue choisie',
  '{n} files, {size}': { one: '{n} fichier, {size}', other: '{n} fichiers, {size}' },
  '{n} entries': { one: '{n} entrée', other: '{n} entrées' },
  'A run over a folder goes on in another tab. Stop it there first: its journal would be lost, and with it Undo.':
    'Un traitement de dossier est en cours dans un autre onglet. Arrêtez-le d’abord là-bas\u00a0: son journal serait perdu, et avec lui la possibilité d’annuler.',
  'Nutshell is open in {n} other tabs. Save what you need there and close them: what is in a tab would be kept again.':
    {
      one: 'Nutshell est ouvert dans un autre onglet. Enregistrez-y ce qu’il vous faut et fermez-le\u00a0: ce qui est dans un onglet serait gardé de nouveau.',
      other:
        'Nutshell est ouvert dans {n} autres onglets. Enregistrez-y ce qu’il vous faut et fermez-les\u00a0: ce qui est dans un onglet serait gardé de nouveau.',
    },
  'cannot be read: {error}': 'illisible\u00a0: {error}',
  'All of this goes: the notes that wait for this tab, the journals with the texts of summaries, what was downloaded. Files that you saved and folders that you chose are not touched.':
    'Tout ceci disparaît\u00a0: les notes en attente de cet onglet, les journaux avec les textes des résumés, ce qui a été téléchargé. Les fichiers que vous avez enregistrés et les dossiers que vous avez choisis ne sont pas touchés.',
  'Removing…': 'Suppression…',
  'cannot be read': 'illisible',
  'Looked again: nothing of this site is left on this device. Close this tab; whoever opens the page again starts afresh.':
    'Vérifié à nouveau\u00a0: il ne reste rien de ce site sur cet appareil. Fermez cet onglet\u00a0; qui rouvre la page repart de zéro.',
  "Not everything could be removed. {failures} Close all tabs of this site and try again, or use the browser's settings.":
    'Tout n’a pas pu être supprimé. {failures} Fermez tous les onglets de ce site et réessayez, ou utilisez les réglages du navigateur.',
  'Really remove everything?': 'Vraiment tout supprimer\u00a0?',
};
