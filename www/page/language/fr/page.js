/** French: the texts of the page for notes, and what all pages have. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: summaries of your notes, made in this tab':
    'Nutshell\u00a0: des résumés de vos notes, faits dans cet onglet',
  'Summaries of your notes, made in this tab. Nothing is uploaded.':
    'Des résumés de vos notes, faits dans cet onglet. Rien n’est envoyé.',
  'See for yourself': 'Vérifiez vous-même',
  'Summarize a folder': 'Résumer un dossier',
  Note: 'Note',
  'No words yet': 'Aucun mot pour l’instant',
  'Try a sample': 'Essayer',
  note: 'un exemple',
  Undo: 'Annuler',
  Clear: 'Vider',
  'Choose files': 'Choisir des fichiers',
  'New note': 'Nouvelle note',
  Kind: 'Type',
  'Key points': 'Points clés',
  'TL;DR': 'En bref',
  Teaser: 'Accroche',
  Headline: 'Titre',
  Length: 'Longueur',
  Short: 'Courte',
  Medium: 'Moyenne',
  Long: 'Longue',
  Summarize: 'Résumer',
  Summary: 'Résumé',
  Cancel: 'Annuler',
  Copy: 'Copier',
  Save: 'Enregistrer',
  'as markdown': 'en Markdown',
  'The summary is written here, on your own processor.': 'Le résumé s’écrit ici, sur votre propre processeur.',
  'A small model makes mistakes: point at a sentence to see what it rests on. Its language is English.':
    'Un petit modèle fait des erreurs\u00a0: pointez une phrase pour voir sur quoi elle s’appuie. Sa langue est l’anglais.',
  Model: 'Modèle',
  'not loaded yet': 'pas encore chargé',
  'You can bring a model of your own: a GGUF file (version 2 or 3) of a small instruct model, with F32, F16, Q4_0, Q4_1, Q8_0, Q4_K or Q6_K weights. Llama models run fast, some other architectures slowly. The file is read here and not uploaded.':
    'Vous pouvez apporter votre propre modèle\u00a0: un fichier GGUF (version 2 ou 3) d’un petit modèle d’instructions, avec des poids F32, F16, Q4_0, Q4_1, Q8_0, Q4_K ou Q6_K. Les modèles Llama vont vite, certaines autres architectures lentement. Le fichier est lu ici et n’est pas envoyé.',
  'Open a GGUF file…': 'Ouvrir un fichier GGUF…',
  'How good are the summaries on this machine?': 'Que valent les résumés sur cette machine\u00a0?',
  'A lesson: a summary token by token': 'Une leçon\u00a0: un résumé, token par token',
  'Install this page as an app': 'Installer cette page comme application',
  'Drop files to add them as notes': 'Déposez des fichiers pour les ajouter comme notes',
  'Note files': 'Fichiers de notes',
  Notes: 'Notes',
  'Type or paste a note, or drop files anywhere on this page: text, markdown, Word, PDF, e-mail, web page, RTF.':
    'Saisissez ou collez une note, ou déposez des fichiers n’importe où sur cette page\u00a0: texte, Markdown, Word, PDF, e-mail, page web, RTF.',
  'Ctrl or ⌘ + Enter': 'Ctrl ou ⌘ + Entrée',
  Esc: 'Échap',
  Progress: 'Progression',
  'Model file': 'Fichier du modèle',
  '{n} files are too many at once: there is room for {room}. Choose {room} or fewer; nothing was changed.': {
    one: '{n} fichier, c’est trop à la fois\u00a0: il y a de la place pour {room}. Choisissez-en {room} au plus\u00a0; rien n’a été modifié.',
    other:
      '{n} fichiers, c’est trop à la fois\u00a0: il y a de la place pour {room}. Choisissez-en {room} au plus\u00a0; rien n’a été modifié.',
  },
  '{n} files are too many at once: there is room for 0. Remove a note first; nothing was changed.': {
    one: '{n} fichier, c’est trop à la fois\u00a0: il n’y a plus de place. Retirez d’abord une note\u00a0; rien n’a été modifié.',
    other:
      '{n} fichiers, c’est trop à la fois\u00a0: il n’y a plus de place. Retirez d’abord une note\u00a0; rien n’a été modifié.',
  },
  '{n} files were not added:': '{n} fichiers n’ont pas été ajoutés\u00a0:',
  'and {n} more.': 'et {n} de plus.',
  'Try again': 'Réessayer',
  Dismiss: 'Fermer',
  'Technical detail': 'Détails techniques',
  'Something went wrong that should not have. Your note is safe; try again, or reload the page.':
    'Quelque chose s’est mal passé, ce qui n’aurait pas dû arriver. Votre note est intacte\u00a0; réessayez ou rechargez la page.',
  'The note has changed since this summary was made.': 'La note a changé depuis que ce résumé a été fait.',
  'This summary is of another note.': 'Ce résumé est celui d’une autre note.',
  'The lines of this note are too long to mark a passage in them.':
    'Les lignes de cette note sont trop longues pour y marquer un passage.',
  'Show in the note': 'Montrer dans la note',
  '{n}\u00a0GB': '{n}\u00a0Go',
  '{n}\u00a0MB': '{n}\u00a0Mo',
  'about {n}\u00a0s left': 'encore {n}\u00a0s environ',
  'about {n}\u00a0min left': 'encore {n}\u00a0min environ',
  'about {n}\u00a0h left': 'encore {n}\u00a0h environ',
  '{n} s': '{n} s',
  '{minutes} min {seconds} s': '{minutes} min {seconds} s',
  'Nutshell is installed': 'Nutshell est installé',
  'about 100\u00a0MB': 'environ 100\u00a0Mo',
  '{n} notes added': { one: '{n} note ajoutée', other: '{n} notes ajoutées' },
  'There is no note yet. Type or paste one, or choose a file.':
    'Il n’y a pas encore de note. Saisissez-en ou collez-en une, ou choisissez un fichier.',
  'The summary is done': 'Le résumé est terminé',
  Cancelled: 'Annulé',
  Stopped: 'Arrêté',
  'The model is loaded': 'Le modèle est chargé',
  'Done in {took}; the note has changed since': 'Terminé en {took}\u00a0; la note a changé depuis',
  'Done in {took}': 'Terminé en {took}',
  Ready: 'Prêt',
  'The model is not loaded': 'Le modèle n’est pas chargé',
  'Looking for the model…': 'Recherche du modèle…',
  'The model is on this device': 'Le modèle est sur cet appareil',
  'The model ({size}) is downloaded once, when there is a note':
    'Le modèle ({size}) est téléchargé une seule fois, dès qu’il y a une note',
  'A dropped folder cannot be read. Choose its files instead; nothing was changed.':
    'Un dossier déposé ne peut pas être lu. Choisissez plutôt ses fichiers\u00a0; rien n’a été modifié.',
  'There is no room for another note. Remove one first; nothing was changed.':
    'Il n’y a pas de place pour une note de plus. Retirez-en d’abord une\u00a0; rien n’a été modifié.',
  '{n} words': { one: '{n} mot', other: '{n} mots' },
  Remove: 'Retirer',
  summarized: 'résumée',
  'Downloading the model': 'Téléchargement du modèle',
  'Loading the model': 'Chargement du modèle',
  Reading: 'Lecture',
  Writing: 'Écriture',
  'Starting…': 'Démarrage…',
  '{label}, {left}': '{label}, {left}',
  'Downloading the model: {done} of {total}': 'Téléchargement du modèle\u00a0: {done} sur {total}',
  'Loading the model: {done} of {total}': 'Chargement du modèle\u00a0: {done} sur {total}',
  'Reading: {done} of {total} tokens': 'Lecture\u00a0: {done} sur {total} tokens',
  'Writing: {done} of at most {total} tokens': 'Écriture\u00a0: {done} sur {total} tokens au plus',
  'relaxed SIMD': 'SIMD relâché',
  SIMD: 'SIMD',
  'slow road': 'voie lente',
  'kept on this device': 'gardé sur cet appareil',
  'in memory only': 'en mémoire seulement',
  'inside this page': 'dans cette page',
  'downloading…': 'téléchargement…',
  'loading…': 'chargement…',
  ready: 'prêt',
  working: 'au travail',
  'not loaded: see the message above': 'non chargé\u00a0: voir le message ci-dessus',
  '{size} memory': '{size} de mémoire',
  'reads {rate} tokens/s': 'lit {rate} tokens/s',
  'writes {rate} tokens/s': 'écrit {rate} tokens/s',
  State: 'État',
  Name: 'Nom',
  Licence: 'Licence',
  Size: 'Taille',
  From: 'Provenance',
  'a file that you opened': 'un fichier que vous avez ouvert',
  'this page': 'cette page',
  Engine: 'Moteur',
  Memory: 'Mémoire',
  '{rate} tokens/s': '{rate} tokens/s',
  Storage: 'Stockage',
  '{n} threads': { one: '{n} fil d’exécution', other: '{n} fils d’exécution' },
  '{n} sentences': { one: '{n} phrase', other: '{n} phrases' },
  '{told}.': '{told}.',
  '{told}; {n} dropped, as the note does not support them.': {
    one: '{told}\u00a0; {n} écartée, car la note ne l’appuie pas.',
    other: '{told}\u00a0; {n} écartées, car la note ne les appuie pas.',
  },
  '{count}: {written} written, {quoted} quoted': '{count}\u00a0: {written} écrites, {quoted} citées',
  '{count}, all written': '{count}, toutes écrites',
  '{count}, written': '{count}, écrite',
  '{count}, all quoted': '{count}, toutes citées',
  '{count}, quoted': '{count}, citée',
  'Weighed all {n} tokens of the note; the model read {read} of them in {chunks} parts.': {
    one: '{n} token de la note pesé\u00a0; le modèle en a lu {read} en {chunks} parties.',
    other: 'Les {n} tokens de la note ont été pesés\u00a0; le modèle en a lu {read} en {chunks} parties.',
  },
  'Weighed all {n} tokens of the note; the model read {read} of them.': {
    one: '{n} token de la note pesé\u00a0; le modèle en a lu {read}.',
    other: 'Les {n} tokens de la note ont été pesés\u00a0; le modèle en a lu {read}.',
  },
  'Read all {tokens} tokens of the note in {chunks} parts.':
    'Les {tokens} tokens de la note ont été lus, en {chunks} parties.',
  'Read all {n} tokens of the note.': {
    one: 'L’unique token de la note a été lu.',
    other: 'Les {n} tokens de la note ont été lus.',
  },
  '(quoted)': '(citée)',
  'Quoted from the note': 'Citée de la note',
  'Rests on: “{passage}”': 'S’appuie sur\u00a0: «\u00a0{passage}\u00a0»',
  'Rests on: “{passage}”, and {n} more': 'S’appuie sur\u00a0: «\u00a0{passage}\u00a0», et {n} de plus',
  'Summary copied': 'Résumé copié',
  'The summary could not be copied: select it and copy it by hand':
    'Le résumé n’a pas pu être copié\u00a0: sélectionnez-le et copiez-le à la main',
  Copied: 'Copié',
  'Not copied': 'Non copié',
  'Saved as {name}': 'Enregistré sous {name}',
  'A new version is ready. Your notes stay; summaries that you have not saved do not.':
    'Une nouvelle version est prête. Vos notes restent\u00a0; les résumés que vous n’avez pas enregistrés, non.',
  Reload: 'Recharger',
  'Your notes are too long to be kept over a reload. Copy what you need first; Reload again goes on without them.':
    'Vos notes sont trop longues pour être gardées pendant un rechargement. Copiez d’abord ce qu’il vous faut\u00a0; un nouvel appui sur Recharger continue sans elles.',
  Later: 'Plus tard',
  Language: 'Langue',
  'The note is code for the most part, so its sentences are quoted.':
    'La note est surtout du code\u00a0; ses phrases sont donc citées.',
  'The note is not in English, the one language that this model writes, so its sentences are quoted.':
    'La note n’est pas en anglais, la seule langue dans laquelle ce modèle écrit\u00a0; ses phrases sont donc citées.',
  'The note is a list, so its items are quoted.': 'La note est une liste\u00a0; ses éléments sont donc cités.',
  'The note is a list, so its items are quoted, {shown} of {items}.':
    'La note est une liste\u00a0; ses éléments sont donc cités, {shown} sur {items}.',
  'The note is so short that it is shown as it is.': 'La note est si courte qu’elle est montrée telle quelle.',
  'Grounding was off: the model wrote what it liked, and nothing of it was looked up in the note.':
    'L’ancrage était désactivé\u00a0: le modèle a écrit ce qu’il voulait, et rien n’a été vérifié dans la note.',
  'Left out, as no part of the text: {names}.': 'Laissé de côté, car ne faisant pas partie du texte\u00a0: {names}.',
  'Another tab is downloading the model; this one waits and shares it.':
    'Un autre onglet télécharge le modèle\u00a0; celui-ci attend et le partage.',
  'The connection is gone. The download goes on where it was as soon as it is back.':
    'La connexion est perdue. Le téléchargement reprendra où il en était dès qu’elle reviendra.',
  'A part of the stored model was damaged; it has been downloaded again.':
    'Une partie du modèle enregistré était endommagée\u00a0; elle a été téléchargée à nouveau.',
  'A part of the stored model is damaged, and there is no connection. It is downloaded again, alone, as soon as the connection is back.':
    'Une partie du modèle enregistré est endommagée, et il n’y a pas de connexion. Elle seule sera téléchargée à nouveau dès que la connexion reviendra.',
  'There is no room to keep the model on this device: it works from memory, and is downloaded again next time.':
    'Il n’y a pas la place de garder le modèle sur cet appareil\u00a0: il fonctionne en mémoire et sera téléchargé à nouveau la prochaine fois.',
  'This browser keeps no files for this page (a private window, or an insecure address): the model works from memory, and is downloaded again next time.':
    'Ce navigateur ne garde pas de fichiers pour cette page (fenêtre privée ou adresse non sécurisée)\u00a0: le modèle fonctionne en mémoire et sera téléchargé à nouveau la prochaine fois.',
  'front matter': 'l’en-tête de métadonnées (front matter)',
  'HTML comments': 'commentaires HTML',
  'scripts, styles and drawings': 'scripts, styles et dessins',
  "technical fields of a mail's header": 'champs techniques de l’en-tête d’un e-mail',
  'a legal notice below a mail': 'une mention légale au bas d’un e-mail',
  '“{name}”: {message}': '«\u00a0{name}\u00a0»\u00a0: {message}',
  'This file is not a GGUF model. Choose a file that ends in .gguf, or keep the built-in model.':
    'Ce fichier n’est pas un modèle GGUF. Choisissez un fichier qui se termine par .gguf, ou gardez le modèle intégré.',
  'The model file contradicts itself and cannot be read. Download it again, or choose another one.':
    'Le fichier du modèle se contredit et ne peut pas être lu. Téléchargez-le à nouveau ou choisissez-en un autre.',
  'The model file ends too early: a part of it is missing. Download it again.':
    'Le fichier du modèle se termine trop tôt\u00a0: il en manque une partie. Téléchargez-le à nouveau.',
  'The model has an architecture that this engine does not know. Choose another model.':
    'Le modèle a une architecture que ce moteur ne connaît pas. Choisissez un autre modèle.',
  'The model uses a feature that this engine does not have. Choose another model.':
    'Le modèle utilise une fonction que ce moteur n’a pas. Choisissez un autre modèle.',
  'There is not enough memory for this model. Close other tabs, or choose a smaller model.':
    'Il n’y a pas assez de mémoire pour ce modèle. Fermez d’autres onglets ou choisissez un modèle plus petit.',
  'The adapter cannot be used with this model. Choose one that was made for it.':
    'L’adaptateur ne convient pas à ce modèle. Choisissez-en un qui a été fait pour lui.',
  'No adapter is loaded. Load one, or let the model write alone.':
    'Aucun adaptateur n’est chargé. Chargez-en un ou laissez le modèle écrire seul.',
  "The model's tokenizer is of a kind that this engine does not know. Choose another model.":
    'Le tokeniseur du modèle est d’un genre que ce moteur ne connaît pas. Choisissez un autre modèle.',
  'The note is empty. Write or paste some text first.': 'La note est vide. Saisissez ou collez d’abord du texte.',
  'The note is too long to be summarized in one go. Split it, and summarize the parts.':
    'La note est trop longue pour être résumée d’un coup. Divisez-la et résumez les parties.',
  "The text does not fit into the model's context. Shorten the context, or split the note.":
    'Le texte ne tient pas dans le contexte du modèle. Raccourcissez le contexte ou divisez la note.',
  'An option has a value that does not exist. Choose one of the listed values.':
    'Une option a une valeur qui n’existe pas. Choisissez une des valeurs proposées.',
  'The engine found a mistake of its own. Your note is safe; try again, or reload the page.':
    'Le moteur a trouvé une erreur qui lui est propre. Votre note est intacte\u00a0; réessayez ou rechargez la page.',
  'This browser has no WebAssembly SIMD, which the engine needs. Update the browser (Chrome 100, Firefox 114, Safari 16.4 or later).':
    'Ce navigateur n’a pas WebAssembly SIMD, dont le moteur a besoin. Mettez le navigateur à jour (Chrome 100, Firefox 114, Safari 16.4 ou plus récent).',
  'The engine stopped unexpectedly. Your note is safe; try again, and the engine starts afresh.':
    'Le moteur s’est arrêté de façon inattendue. Votre note est intacte\u00a0; réessayez, et le moteur repartira de zéro.',
  'The engine could not be loaded from this site. Check the connection and reload the page.':
    'Le moteur n’a pas pu être chargé depuis ce site. Vérifiez la connexion et rechargez la page.',
  'The check of the summaries could not be loaded from this site. Check the connection and reload the page.':
    'Le contrôle des résumés n’a pas pu être chargé depuis ce site. Vérifiez la connexion et rechargez la page.',
  'The test notes could not be loaded from this site. Check the connection and try again.':
    'Les notes de test n’ont pas pu être chargées depuis ce site. Vérifiez la connexion et réessayez.',
  'The model is not on this server. Tell whoever runs the site that its models folder is incomplete.':
    'Le modèle n’est pas sur ce serveur. Signalez au responsable du site que son dossier de modèles est incomplet.',
  'The model could not be downloaded. Check the connection and try again: what has arrived is kept.':
    'Le modèle n’a pas pu être téléchargé. Vérifiez la connexion et réessayez\u00a0: ce qui est arrivé est gardé.',
  'The model is damaged: its checksum is wrong. Try again later, or download the file again.':
    'Le modèle est endommagé\u00a0: sa somme de contrôle est fausse. Réessayez plus tard ou téléchargez le fichier à nouveau.',
  'This file cannot be read as a model. Choose it again, or choose another one.':
    'Ce fichier ne peut pas être lu comme modèle. Choisissez-le à nouveau ou choisissez-en un autre.',
  'This file is not text. Choose a text or markdown file.':
    'Ce fichier n’est pas du texte. Choisissez un fichier texte ou Markdown.',
  'The encoding of this file is not known. Save it as UTF-8 and choose it again.':
    'L’encodage de ce fichier est inconnu. Enregistrez-le en UTF-8 et choisissez-le à nouveau.',
  'This file is too large for a note. Split it, and choose one of the parts.':
    'Ce fichier est trop grand pour une note. Divisez-le et choisissez une des parties.',
  'This file is damaged and cannot be read. Save it again, or save what it says as text.':
    'Ce fichier est endommagé et ne peut pas être lu. Enregistrez-le à nouveau ou enregistrez son contenu en texte.',
  'This file is protected by a password. Save a copy without one and choose that.':
    'Ce fichier est protégé par un mot de passe. Enregistrez une copie sans mot de passe et choisissez-la.',
  'There is no text in this file. If it is a scan, run text recognition (OCR) over it first.':
    'Il n’y a pas de texte dans ce fichier. Si c’est une numérisation, passez-y d’abord une reconnaissance de texte (OCR).',
  'The tab or the browser has ended each time while this note was worked on. Split it, or close what else needs memory.':
    'L’onglet ou le navigateur s’est fermé chaque fois que cette note était traitée. Divisez-la ou fermez ce qui prend de la mémoire.',
  'This file takes too long to read. Save what it says as text and choose that.':
    'Ce fichier est trop long à lire. Enregistrez son contenu en texte et choisissez celui-ci.',
  'What reads such files could not be loaded. Check the connection, or update the browser, and choose the file again.':
    'Ce qui lit de tels fichiers n’a pas pu être chargé. Vérifiez la connexion ou mettez le navigateur à jour, puis choisissez le fichier à nouveau.',
  'These are too many files at once. Choose fewer.': 'Cela fait trop de fichiers à la fois. Choisissez-en moins.',
  'This kind of file is not supported. Choose a text, HTML, Word, PDF, e-mail or RTF file.':
    'Ce genre de fichier n’est pas pris en charge. Choisissez un fichier texte, HTML, Word, PDF, e-mail ou RTF.',
  'The browser may no longer use the folder. Allow it again, and the run goes on where it stopped.':
    'Le navigateur n’a plus le droit d’utiliser le dossier. Autorisez-le à nouveau, et le traitement reprendra où il en était.',
  'The folder is not there any more. Bring it back or plug the disk in again, and let the run go on.':
    'Le dossier n’est plus là. Remettez-le en place ou rebranchez le disque, puis laissez le traitement continuer.',
  'There is no space left in the folder. Make room, and let the run go on.':
    'Il n’y a plus de place dans le dossier. Faites de la place, puis laissez le traitement continuer.',
  'The browser cannot keep its journal: there may be no space left. Make room, and let the run go on.':
    'Le navigateur ne peut pas tenir son journal\u00a0: il n’y a peut-être plus de place. Faites de la place, puis laissez le traitement continuer.',
  'The file cannot be read. Look at it, and retry.': 'Le fichier ne peut pas être lu. Vérifiez-le et réessayez.',
  'The page can be sealed once the model is in memory. Wait until it has loaded.':
    'La page pourra être scellée une fois le modèle en mémoire. Attendez qu’il soit chargé.',
  'This page is sealed: it can load neither the engine nor a model. Reload the page, which ends the seal; your notes stay.':
    'Cette page est scellée\u00a0: elle ne peut charger ni le moteur ni un modèle. Rechargez la page, ce qui lève le sceau\u00a0; vos notes restent.',
  'Cancelled.': 'Annulé.',
  'This page is one file with all that it needs: it works from a disk, without a network, and with one thread. Folders of notes, the lesson and the report card need the site.':
    'Cette page est un seul fichier avec tout ce qu’il lui faut\u00a0: elle fonctionne depuis un disque, sans réseau et avec un seul fil d’exécution. Les dossiers de notes, la leçon et le bulletin ont besoin du site.',
  'Read as Windows-1252, because it is not UTF-8.': 'Lu comme Windows-1252, car ce n’est pas de l’UTF-8.',
  'Read as {encoding}; the file does not say so itself.':
    'Lu comme {encoding}\u00a0; le fichier ne le dit pas lui-même.',
  '{n} damaged characters are shown as \ufffd.': '{n} caractères endommagés sont affichés comme \ufffd.',
  'The file ends too early: what followed is missing.': 'Le fichier se termine trop tôt\u00a0: la suite manque.',
  'Base model': 'Modèle de base',
  'The other model writes…': 'L’autre modèle écrit…',
  'Tuned model ({name}).': 'Modèle ajusté ({name}).',
  Compare: 'Comparer',
  'The same note by the tuned and by the base model': 'La même note par le modèle ajusté et par le modèle de base',
  'Tuned and base model, side by side': 'Modèle ajusté et modèle de base, côte à côte',
  'Tuned by': 'Ajusté par',
  'Tuned for notes': 'Ajusté pour les notes',
};
