/** Arabic: the texts of the page for notes, and what all pages have. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: summaries of your notes, made in this tab': 'Nutshell: ملخصات لملاحظاتك تُكتب في علامة التبويب هذه',
  'Summaries of your notes, made in this tab. Nothing is uploaded.':
    'ملخصات لملاحظاتك تُكتب في علامة التبويب هذه. لا يُرفع أي شيء.',
  'See for yourself': 'تحقق بنفسك',
  'Summarize a folder': 'تلخيص مجلد',
  Note: 'الملاحظة',
  'No words yet': 'لا توجد كلمات بعد',
  'Try a sample': 'جرّب مثالًا',
  note: 'جاهزًا',
  Undo: 'تراجع',
  Clear: 'مسح',
  'Choose files': 'اختيار ملفات',
  'New note': 'ملاحظة جديدة',
  Kind: 'النوع',
  'Key points': 'نقاط رئيسية',
  'TL;DR': 'خلاصة',
  Teaser: 'مقدمة مشوّقة',
  Headline: 'عنوان',
  Length: 'الطول',
  Short: 'قصير',
  Medium: 'متوسط',
  Long: 'طويل',
  Summarize: 'تلخيص',
  Summary: 'الملخص',
  Cancel: 'إلغاء',
  Copy: 'نسخ',
  Save: 'حفظ',
  'as markdown': 'بصيغة Markdown',
  'The summary is written here, on your own processor.': 'يُكتب الملخص هنا، على معالج جهازك.',
  'A small model makes mistakes: point at a sentence to see what it rests on. Its language is English.':
    'النموذج الصغير يخطئ: أشر إلى جملة لترى ما تستند إليه. ولغته هي الإنجليزية.',
  Model: 'النموذج',
  'not loaded yet': 'لم يُحمَّل بعد',
  'You can bring a model of your own: a GGUF file (version 2 or 3) of a small instruct model, with F32, F16, Q4_0, Q4_1, Q8_0, Q4_K or Q6_K weights. Llama models run fast, some other architectures slowly. The file is read here and not uploaded.':
    'يمكنك إحضار نموذج خاص بك: ملف GGUF (الإصدار 2 أو 3) لنموذج تعليمات صغير، بأوزان F32 أو F16 أو Q4_0 أو Q4_1 أو Q8_0 أو Q4_K أو Q6_K. نماذج Llama تعمل بسرعة، وبعض البنى الأخرى ببطء. يُقرأ الملف هنا ولا يُرفع.',
  'Open a GGUF file…': 'فتح ملف GGUF…',
  'How good are the summaries on this machine?': 'ما جودة الملخصات على هذا الجهاز؟',
  'A lesson: a summary token by token': 'درس: ملخص رمزًا بعد رمز',
  'Install this page as an app': 'تثبيت هذه الصفحة كتطبيق',
  'Drop files to add them as notes': 'أفلت الملفات لإضافتها كملاحظات',
  'Note files': 'ملفات الملاحظات',
  Notes: 'الملاحظات',
  'Type or paste a note, or drop files anywhere on this page: text, markdown, Word, PDF, e-mail, web page, RTF.':
    'اكتب ملاحظة أو الصقها، أو أفلت ملفات في أي مكان من هذه الصفحة: نص، Markdown، Word، PDF، بريد إلكتروني، صفحة ويب، RTF.',
  'Ctrl or ⌘ + Enter': 'Ctrl أو ⌘ + Enter',
  Esc: 'Esc',
  Progress: 'التقدم',
  'Model file': 'ملف النموذج',
  '{n} files are too many at once: there is room for {room}. Choose {room} or fewer; nothing was changed.': {
    one: 'ملف واحد أكثر مما يتسع له المكان: المتاح {room}. اختر {room} أو أقل؛ لم يتغير شيء.',
    two: 'ملفان أكثر مما يتسع له المكان: المتاح {room}. اختر {room} أو أقل؛ لم يتغير شيء.',
    few: '{n} ملفات أكثر مما يتسع له المكان: المتاح {room}. اختر {room} أو أقل؛ لم يتغير شيء.',
    many: '{n} ملفًا أكثر مما يتسع له المكان: المتاح {room}. اختر {room} أو أقل؛ لم يتغير شيء.',
    other: '{n} ملف أكثر مما يتسع له المكان: المتاح {room}. اختر {room} أو أقل؛ لم يتغير شيء.',
  },
  '{n} files are too many at once: there is room for 0. Remove a note first; nothing was changed.': {
    one: 'لا مكان لملف آخر. أزل ملاحظة أولًا؛ لم يتغير شيء.',
    two: 'لا مكان لملفين آخرين. أزل ملاحظة أولًا؛ لم يتغير شيء.',
    few: 'لا مكان لـ {n} ملفات أخرى. أزل ملاحظة أولًا؛ لم يتغير شيء.',
    many: 'لا مكان لـ {n} ملفًا آخر. أزل ملاحظة أولًا؛ لم يتغير شيء.',
    other: 'لا مكان لـ {n} ملف آخر. أزل ملاحظة أولًا؛ لم يتغير شيء.',
  },
  '{n} files were not added:': 'ملفات لم تُضف، وعددها {n}:',
  'and {n} more.': 'و{n} غيرها.',
  'Try again': 'إعادة المحاولة',
  Dismiss: 'إغلاق',
  'Technical detail': 'تفاصيل تقنية',
  'Something went wrong that should not have. Your note is safe; try again, or reload the page.':
    'حدث خطأ ما كان ينبغي أن يحدث. ملاحظتك في أمان؛ حاول مرة أخرى أو أعد تحميل الصفحة.',
  'The note has changed since this summary was made.': 'تغيّرت الملاحظة منذ كتابة هذا الملخص.',
  'This summary is of another note.': 'هذا الملخص لملاحظة أخرى.',
  'The lines of this note are too long to mark a passage in them.': 'سطور هذه الملاحظة أطول من أن يُعلَّم فيها مقطع.',
  'Show in the note': 'إظهار في الملاحظة',
  '{n}\u00a0GB': '{n}\u00a0غ.ب',
  '{n}\u00a0MB': '{n}\u00a0م.ب',
  'about {n}\u00a0s left': 'بقي نحو {n}\u00a0ث',
  'about {n}\u00a0min left': 'بقي نحو {n}\u00a0د',
  'about {n}\u00a0h left': 'بقي نحو {n}\u00a0س',
  '{n} s': '{n} ث',
  '{minutes} min {seconds} s': '{minutes} د {seconds} ث',
  'Nutshell is installed': 'تم تثبيت Nutshell',
  'about 100\u00a0MB': 'نحو 100\u00a0م.ب',
  '{n} notes added': {
    one: 'أُضيفت ملاحظة واحدة',
    two: 'أُضيفت ملاحظتان',
    few: 'أُضيفت {n} ملاحظات',
    many: 'أُضيفت {n} ملاحظة',
    other: 'أُضيفت {n} ملاحظة',
  },
  'There is no note yet. Type or paste one, or choose a file.':
    'لا توجد ملاحظة بعد. اكتب واحدة أو الصقها، أو اختر ملفًا.',
  'The summary is done': 'اكتمل الملخص',
  Cancelled: 'أُلغي',
  Stopped: 'توقف',
  'The model is loaded': 'تم تحميل النموذج',
  'Done in {took}; the note has changed since': 'اكتمل في {took}؛ وقد تغيّرت الملاحظة منذ ذلك الحين',
  'Done in {took}': 'اكتمل في {took}',
  Ready: 'جاهز',
  'The model is not loaded': 'النموذج غير محمَّل',
  'Looking for the model…': 'جارٍ البحث عن النموذج…',
  'The model is on this device': 'النموذج موجود على هذا الجهاز',
  'The model ({size}) is downloaded once, when there is a note': 'يُنزَّل النموذج ({size}) مرة واحدة عندما توجد ملاحظة',
  'A dropped folder cannot be read. Choose its files instead; nothing was changed.':
    'تعذرت قراءة مجلد أفلتّه. اختر ملفاته بدلًا من ذلك؛ لم يتغير شيء.',
  'There is no room for another note. Remove one first; nothing was changed.':
    'لا مكان لملاحظة أخرى. أزل واحدة أولًا؛ لم يتغير شيء.',
  '{n} words': { one: 'كلمة واحدة', two: 'كلمتان', few: '{n} كلمات', many: '{n} كلمة', other: '{n} كلمة' },
  Remove: 'إزالة',
  summarized: 'مُلخَّصة',
  'Downloading the model': 'جارٍ تنزيل النموذج',
  'Loading the model': 'جارٍ تحميل النموذج',
  Reading: 'القراءة',
  Writing: 'الكتابة',
  'Starting…': 'جارٍ البدء…',
  '{label}, {left}': '{label}، {left}',
  'Downloading the model: {done} of {total}': 'تنزيل النموذج: {done} من {total}',
  'Loading the model: {done} of {total}': 'تحميل النموذج: {done} من {total}',
  'Reading: {done} of {total} tokens': 'القراءة: {done} من {total} رمز',
  'Writing: {done} of at most {total} tokens': 'الكتابة: {done} من {total} رمز على الأكثر',
  'relaxed SIMD': 'SIMD مرن',
  SIMD: 'SIMD',
  'slow road': 'الطريق البطيء',
  'kept on this device': 'محفوظ على هذا الجهاز',
  'in memory only': 'في الذاكرة فقط',
  'inside this page': 'داخل هذه الصفحة',
  'downloading…': 'جارٍ التنزيل…',
  'loading…': 'جارٍ التحميل…',
  ready: 'جاهز',
  working: 'يعمل',
  'not loaded: see the message above': 'غير محمَّل: انظر الرسالة أعلاه',
  '{size} memory': 'ذاكرة {size}',
  'reads {rate} tokens/s': 'يقرأ {rate} رمز/ث',
  'writes {rate} tokens/s': 'يكتب {rate} رمز/ث',
  State: 'الحالة',
  Name: 'الاسم',
  Licence: 'الرخصة',
  Size: 'الحجم',
  From: 'المصدر',
  'a file that you opened': 'ملف فتحته',
  'this page': 'هذه الصفحة',
  Engine: 'المحرك',
  Memory: 'الذاكرة',
  '{rate} tokens/s': '{rate} رمز/ث',
  Storage: 'التخزين',
  '{n} threads': { one: 'خيط واحد', two: 'خيطان', few: '{n} خيوط', many: '{n} خيطًا', other: '{n} خيط' },
  '{n} sentences': { one: 'جملة واحدة', two: 'جملتان', few: '{n} جمل', many: '{n} جملة', other: '{n} جملة' },
  '{told}.': '{told}.',
  '{told}; {n} dropped, as the note does not support them.': {
    one: '{told}؛ أُسقطت جملة واحدة لأن الملاحظة لا تدعمها.',
    two: '{told}؛ أُسقطت جملتان لأن الملاحظة لا تدعمهما.',
    few: '{told}؛ أُسقطت {n} جمل لأن الملاحظة لا تدعمها.',
    many: '{told}؛ أُسقطت {n} جملة لأن الملاحظة لا تدعمها.',
    other: '{told}؛ أُسقطت {n} جملة لأن الملاحظة لا تدعمها.',
  },
  '{count}: {written} written, {quoted} quoted': '{count}: {written} مكتوبة و{quoted} مقتبسة',
  '{count}, all written': '{count}، كلها مكتوبة',
  '{count}, written': '{count}، مكتوبة',
  '{count}, all quoted': '{count}، كلها مقتبسة',
  '{count}, quoted': '{count}، مقتبسة',
  'Weighed all {n} tokens of the note; the model read {read} of them in {chunks} parts.': {
    one: 'وُزن رمز الملاحظة الوحيد؛ وقرأ النموذج {read} منها في {chunks} أجزاء.',
    two: 'وُزن رمزا الملاحظة؛ وقرأ النموذج {read} منها في {chunks} أجزاء.',
    few: 'وُزنت رموز الملاحظة كلها، وعددها {n}؛ وقرأ النموذج {read} منها في {chunks} أجزاء.',
    many: 'وُزنت رموز الملاحظة كلها، وعددها {n}؛ وقرأ النموذج {read} منها في {chunks} أجزاء.',
    other: 'وُزنت رموز الملاحظة كلها، وعددها {n}؛ وقرأ النموذج {read} منها في {chunks} أجزاء.',
  },
  'Weighed all {n} tokens of the note; the model read {read} of them.': {
    one: 'وُزن رمز الملاحظة الوحيد؛ وقرأ النموذج {read} منها.',
    two: 'وُزن رمزا الملاحظة؛ وقرأ النموذج {read} منها.',
    few: 'وُزنت رموز الملاحظة كلها، وعددها {n}؛ وقرأ النموذج {read} منها.',
    many: 'وُزنت رموز الملاحظة كلها، وعددها {n}؛ وقرأ النموذج {read} منها.',
    other: 'وُزنت رموز الملاحظة كلها، وعددها {n}؛ وقرأ النموذج {read} منها.',
  },
  'Read all {tokens} tokens of the note in {chunks} parts.':
    'قُرئت رموز الملاحظة كلها، وعددها {tokens}، في {chunks} أجزاء.',
  'Read all {n} tokens of the note.': {
    one: 'قُرئ رمز الملاحظة الوحيد.',
    two: 'قُرئ رمزا الملاحظة.',
    few: 'قُرئت رموز الملاحظة كلها، وعددها {n}.',
    many: 'قُرئت رموز الملاحظة كلها، وعددها {n}.',
    other: 'قُرئت رموز الملاحظة كلها، وعددها {n}.',
  },
  '(quoted)': '(اقتباس)',
  'Quoted from the note': 'مقتبسة من الملاحظة',
  'Rests on: “{passage}”': 'تستند إلى: «{passage}»',
  'Rests on: “{passage}”, and {n} more': 'تستند إلى: «{passage}»، و{n} غيرها',
  'Summary copied': 'نُسخ الملخص',
  'The summary could not be copied: select it and copy it by hand': 'تعذر نسخ الملخص: حدده وانسخه يدويًا',
  Copied: 'تم النسخ',
  'Not copied': 'لم يُنسخ',
  'Saved as {name}': 'حُفظ باسم {name}',
  'A new version is ready. Your notes stay; summaries that you have not saved do not.':
    'هناك إصدار جديد جاهز. تبقى ملاحظاتك؛ أما الملخصات التي لم تحفظها فلا.',
  Reload: 'إعادة التحميل',
  'Your notes are too long to be kept over a reload. Copy what you need first; Reload again goes on without them.':
    'ملاحظاتك أطول من أن تُحفظ عند إعادة التحميل. انسخ أولًا ما تحتاجه؛ والضغط على «إعادة التحميل» مرة أخرى يتابع من دونها.',
  Later: 'لاحقًا',
  Language: 'اللغة',
  'The note is code for the most part, so its sentences are quoted.': 'معظم الملاحظة شيفرة برمجية، لذلك تُقتبس جملها.',
  'The note is not in English, the one language that this model writes, so its sentences are quoted.':
    'الملاحظة ليست بالإنجليزية، وهي اللغة الوحيدة التي يكتب بها هذا النموذج، لذلك تُقتبس جملها.',
  'The note is a list, so its items are quoted.': 'الملاحظة قائمة، لذلك تُقتبس بنودها.',
  'The note is a list, so its items are quoted, {shown} of {items}.':
    'الملاحظة قائمة، لذلك تُقتبس بنودها، {shown} من {items}.',
  'The note is so short that it is shown as it is.': 'الملاحظة قصيرة جدًا، لذلك تُعرض كما هي.',
  'Grounding was off: the model wrote what it liked, and nothing of it was looked up in the note.':
    'كان الإسناد متوقفًا: كتب النموذج ما شاء، ولم يُتحقق من أي شيء في الملاحظة.',
  'Left out, as no part of the text: {names}.': 'تُرك لأنه ليس جزءًا من النص: {names}.',
  'Another tab is downloading the model; this one waits and shares it.':
    'علامة تبويب أخرى تنزّل النموذج؛ وهذه تنتظر وتتشاركه معها.',
  'The connection is gone. The download goes on where it was as soon as it is back.':
    'انقطع الاتصال. يُستأنف التنزيل من حيث توقف حالما يعود.',
  'A part of the stored model was damaged; it has been downloaded again.':
    'كان جزء من النموذج المحفوظ تالفًا؛ وقد نُزّل من جديد.',
  'A part of the stored model is damaged, and there is no connection. It is downloaded again, alone, as soon as the connection is back.':
    'جزء من النموذج المحفوظ تالف ولا يوجد اتصال. سيُنزَّل وحده من جديد حالما يعود الاتصال.',
  'There is no room to keep the model on this device: it works from memory, and is downloaded again next time.':
    'لا مكان لحفظ النموذج على هذا الجهاز: يعمل من الذاكرة ويُنزَّل من جديد في المرة القادمة.',
  'This browser keeps no files for this page (a private window, or an insecure address): the model works from memory, and is downloaded again next time.':
    'لا يحفظ هذا المتصفح ملفات لهذه الصفحة (نافذة خاصة أو عنوان غير آمن): يعمل النموذج من الذاكرة ويُنزَّل من جديد في المرة القادمة.',
  'front matter': 'البيانات الوصفية في البداية (front matter)',
  'HTML comments': 'تعليقات HTML',
  'scripts, styles and drawings': 'نصوص برمجية وأنماط ورسوم',
  "technical fields of a mail's header": 'حقول تقنية في رأس رسالة بريد',
  'a legal notice below a mail': 'إشعار قانوني أسفل رسالة بريد',
  '“{name}”: {message}': '«{name}»: {message}',
  'This file is not a GGUF model. Choose a file that ends in .gguf, or keep the built-in model.':
    'هذا الملف ليس نموذج GGUF. اختر ملفًا ينتهي بـ .gguf، أو أبقِ النموذج المدمج.',
  'The model file contradicts itself and cannot be read. Download it again, or choose another one.':
    'ملف النموذج متناقض ولا يمكن قراءته. نزّله من جديد أو اختر غيره.',
  'The model file ends too early: a part of it is missing. Download it again.':
    'ينتهي ملف النموذج مبكرًا: ينقصه جزء. نزّله من جديد.',
  'The model has an architecture that this engine does not know. Choose another model.':
    'للنموذج بنية لا يعرفها هذا المحرك. اختر نموذجًا آخر.',
  'The model uses a feature that this engine does not have. Choose another model.':
    'يستخدم النموذج ميزة ليست في هذا المحرك. اختر نموذجًا آخر.',
  'There is not enough memory for this model. Close other tabs, or choose a smaller model.':
    'الذاكرة لا تكفي لهذا النموذج. أغلق علامات تبويب أخرى أو اختر نموذجًا أصغر.',
  'The adapter cannot be used with this model. Choose one that was made for it.':
    'لا يصلح المحوّل لهذا النموذج. اختر واحدًا صُنع له.',
  'No adapter is loaded. Load one, or let the model write alone.':
    'لا يوجد محوّل محمَّل. حمّل واحدًا أو دع النموذج يكتب وحده.',
  "The model's tokenizer is of a kind that this engine does not know. Choose another model.":
    'مُقطِّع الرموز في النموذج من نوع لا يعرفه هذا المحرك. اختر نموذجًا آخر.',
  'The note is empty. Write or paste some text first.': 'الملاحظة فارغة. اكتب نصًا أو الصقه أولًا.',
  'The note is too long to be summarized in one go. Split it, and summarize the parts.':
    'الملاحظة أطول من أن تُلخَّص دفعة واحدة. قسّمها ولخّص الأجزاء.',
  "The text does not fit into the model's context. Shorten the context, or split the note.":
    'لا يتسع سياق النموذج للنص. اختصر السياق أو قسّم الملاحظة.',
  'An option has a value that does not exist. Choose one of the listed values.':
    'لأحد الخيارات قيمة غير موجودة. اختر إحدى القيم المعروضة.',
  'The engine found a mistake of its own. Your note is safe; try again, or reload the page.':
    'وجد المحرك خطأ فيه. ملاحظتك في أمان؛ حاول مرة أخرى أو أعد تحميل الصفحة.',
  'This browser has no WebAssembly SIMD, which the engine needs. Update the browser (Chrome 100, Firefox 114, Safari 16.4 or later).':
    'ليس في هذا المتصفح WebAssembly SIMD الذي يحتاجه المحرك. حدّث المتصفح (Chrome 100 أو Firefox 114 أو Safari 16.4 أو أحدث).',
  'The engine stopped unexpectedly. Your note is safe; try again, and the engine starts afresh.':
    'توقف المحرك على نحو غير متوقع. ملاحظتك في أمان؛ حاول مرة أخرى فيبدأ المحرك من جديد.',
  'The engine could not be loaded from this site. Check the connection and reload the page.':
    'تعذر تحميل المحرك من هذا الموقع. تحقق من الاتصال وأعد تحميل الصفحة.',
  'The check of the summaries could not be loaded from this site. Check the connection and reload the page.':
    'تعذر تحميل فاحص الملخصات من هذا الموقع. تحقق من الاتصال وأعد تحميل الصفحة.',
  'The test notes could not be loaded from this site. Check the connection and try again.':
    'تعذر تحميل ملاحظات الاختبار من هذا الموقع. تحقق من الاتصال وحاول مرة أخرى.',
  'The model is not on this server. Tell whoever runs the site that its models folder is incomplete.':
    'النموذج ليس على هذا الخادم. أخبر من يدير الموقع أن مجلد نماذجه ناقص.',
  'The model could not be downloaded. Check the connection and try again: what has arrived is kept.':
    'تعذر تنزيل النموذج. تحقق من الاتصال وحاول مرة أخرى: ما وصل محفوظ.',
  'The model is damaged: its checksum is wrong. Try again later, or download the file again.':
    'النموذج تالف: مجموع التحقق خاطئ. حاول لاحقًا أو نزّل الملف من جديد.',
  'This file cannot be read as a model. Choose it again, or choose another one.':
    'لا يمكن قراءة هذا الملف كنموذج. اختره من جديد أو اختر غيره.',
  'This file is not text. Choose a text or markdown file.': 'هذا الملف ليس نصًا. اختر ملفًا نصيًا أو ملف Markdown.',
  'The encoding of this file is not known. Save it as UTF-8 and choose it again.':
    'ترميز هذا الملف غير معروف. احفظه بترميز UTF-8 واختره من جديد.',
  'This file is too large for a note. Split it, and choose one of the parts.':
    'هذا الملف أكبر من أن يكون ملاحظة. قسّمه واختر أحد الأجزاء.',
  'This file is damaged and cannot be read. Save it again, or save what it says as text.':
    'هذا الملف تالف ولا يمكن قراءته. احفظه من جديد أو احفظ محتواه كنص.',
  'This file is protected by a password. Save a copy without one and choose that.':
    'هذا الملف محمي بكلمة مرور. احفظ نسخة بلا كلمة مرور واخترها.',
  'There is no text in this file. If it is a scan, run text recognition (OCR) over it first.':
    'لا يوجد نص في هذا الملف. إن كان صورة ممسوحة ضوئيًا فطبّق عليها أولًا التعرف على النصوص (OCR).',
  'The tab or the browser has ended each time while this note was worked on. Split it, or close what else needs memory.':
    'انتهت علامة التبويب أو المتصفح في كل مرة أثناء العمل على هذه الملاحظة. قسّمها أو أغلق ما يستهلك الذاكرة.',
  'This file takes too long to read. Save what it says as text and choose that.':
    'قراءة هذا الملف تستغرق وقتًا أطول من اللازم. احفظ محتواه كنص واختره.',
  'What reads such files could not be loaded. Check the connection, or update the browser, and choose the file again.':
    'تعذر تحميل ما يقرأ مثل هذه الملفات. تحقق من الاتصال أو حدّث المتصفح، ثم اختر الملف من جديد.',
  'These are too many files at once. Choose fewer.': 'هذه ملفات كثيرة دفعة واحدة. اختر أقل.',
  'This kind of file is not supported. Choose a text, HTML, Word, PDF, e-mail or RTF file.':
    'هذا النوع من الملفات غير مدعوم. اختر ملف نص أو HTML أو Word أو PDF أو بريد إلكتروني أو RTF.',
  'The browser may no longer use the folder. Allow it again, and the run goes on where it stopped.':
    'لم يعد مسموحًا للمتصفح باستخدام المجلد. اسمح بذلك من جديد فيتابع التلخيص من حيث توقف.',
  'The folder is not there any more. Bring it back or plug the disk in again, and let the run go on.':
    'لم يعد المجلد موجودًا. أعده أو أوصل القرص من جديد، ودع التلخيص يتابع.',
  'There is no space left in the folder. Make room, and let the run go on.':
    'لم تبقَ مساحة في المجلد. أفسح مكانًا ودع التلخيص يتابع.',
  'The browser cannot keep its journal: there may be no space left. Make room, and let the run go on.':
    'لا يستطيع المتصفح حفظ سجله: ربما لم تبقَ مساحة. أفسح مكانًا ودع التلخيص يتابع.',
  'The file cannot be read. Look at it, and retry.': 'تعذرت قراءة الملف. تفقده وأعد المحاولة.',
  'The page can be sealed once the model is in memory. Wait until it has loaded.':
    'يمكن ختم الصفحة متى صار النموذج في الذاكرة. انتظر حتى يُحمَّل.',
  'This page is sealed: it can load neither the engine nor a model. Reload the page, which ends the seal; your notes stay.':
    'هذه الصفحة مختومة: لا يمكنها تحميل المحرك ولا أي نموذج. أعد تحميل الصفحة لينتهي الختم؛ تبقى ملاحظاتك.',
  'Cancelled.': 'أُلغي.',
  'This page is one file with all that it needs: it works from a disk, without a network, and with one thread. Folders of notes, the lesson and the report card need the site.':
    'هذه الصفحة ملف واحد فيه كل ما يلزمها: تعمل من القرص دون شبكة وبخيط واحد. أما مجلدات الملاحظات والدرس وبطاقة التقييم فتحتاج إلى الموقع.',
  'Read as Windows-1252, because it is not UTF-8.': 'قُرئ بترميز Windows-1252 لأنه ليس UTF-8.',
  'Read as {encoding}; the file does not say so itself.': 'قُرئ بترميز {encoding}؛ والملف نفسه لا يذكر ذلك.',
  '{n} damaged characters are shown as \ufffd.': 'تظهر {n} من الأحرف التالفة بالشكل \ufffd.',
  'The file ends too early: what followed is missing.': 'ينتهي الملف مبكرًا: ما بعد ذلك ناقص.',
  'Base model': 'النموذج الأساسي',
  'The other model writes…': 'النموذج الآخر يكتب…',
  'Tuned model ({name}).': 'النموذج المضبوط ({name}).',
  Compare: 'مقارنة',
  'The same note by the tuned and by the base model': 'الملاحظة نفسها بالنموذج المضبوط وبالنموذج الأساسي',
  'Tuned and base model, side by side': 'النموذج المضبوط والأساسي جنبًا إلى جنب',
  'Tuned by': 'مضبوط بواسطة',
  'Tuned for notes': 'مضبوط للملاحظات',
};
