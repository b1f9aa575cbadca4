/** Arabic: the texts of the privacy dialog and the page that removes everything. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: remove everything from this device': 'Nutshell: إزالة كل شيء من هذا الجهاز',
  'Nutshell: remove everything': 'Nutshell: إزالة كل شيء',
  'What this page and its model keep on this device, and how to be rid of it.':
    'ما تحتفظ به هذه الصفحة ونموذجها على هذا الجهاز، وكيف تتخلص منه.',
  'Back to the page': 'العودة إلى الصفحة',
  'On this device': 'على هذا الجهاز',
  What: 'ماذا',
  Found: 'الموجود',
  Now: 'الآن',
  'Looking…': 'جارٍ الفحص…',
  'Remove everything': 'إزالة كل شيء',
  'found before use; it is being fetched again, alone': 'اكتُشف قبل الاستخدام؛ ويُجلب وحده من جديد',
  'fetched again, alone, and verified': 'جُلب وحده من جديد وتم التحقق منه',
  'it could not be fetched again: there is no connection. It is not used':
    'تعذر جلبه من جديد: لا يوجد اتصال. وهو لا يُستخدم',
  'Ask the browser to keep it': 'اطلب من المتصفح الاحتفاظ به',
  'The browser has not agreed: it may remove the files if the disk is full.':
    'لم يوافق المتصفح: قد يزيل الملفات إذا امتلأ القرص.',
  '{time}: part {shard} of {of} of the stored model was damaged: {outcome}.':
    '{time}: كان الجزء {shard} من {of} من النموذج المحفوظ تالفًا: {outcome}.',
  'less than 1\u00a0MB': 'أقل من 1\u00a0م.ب',
  '{size}: the page, its model, and what it has to remember, so that all works without a network.':
    '{size}: الصفحة ونموذجها وما يجب أن تتذكره، ليعمل كل شيء دون شبكة.',
  'Nothing of this page is kept on this device.': 'لا شيء من هذه الصفحة محفوظ على هذا الجهاز.',
  'The browser has promised to keep it until you remove it.': 'وعد المتصفح بالاحتفاظ به حتى تزيله.',
  'The browser may remove it if the disk is full; it is then downloaded again.':
    'قد يزيله المتصفح إذا امتلأ القرص؛ فيُنزَّل عندئذ من جديد.',
  'Once the model is in memory, this page can do without the network.':
    'متى صار النموذج في الذاكرة، أمكن لهذه الصفحة الاستغناء عن الشبكة.',
  'A file is being read. It can be sealed after that.': 'يُقرأ ملف الآن. يمكن ختم الصفحة بعد ذلك.',
  'This page': 'هذه الصفحة',
  'The engine': 'المحرك',
  'an image': 'صورة',
  Close: 'إغلاق',
  'Privacy: see for yourself': 'الخصوصية: تحقق بنفسك',
  Seal: 'الختم',
  Sealed: 'مختومة',
  'Every request': 'كل طلب',
  'The last one comes first. The service worker fetches each file of the page once more, to keep it for use without a network. What the browser asks for by itself (the icon, whether there is a new version of the page) is not in this list; it goes to the same address, and the developer tools show it.':
    'الأحدث يأتي أولًا. يجلب عامل الخدمة (service worker) كل ملف من الصفحة مرة أخرى ليحفظه للاستخدام دون شبكة. ما يطلبه المتصفح من تلقاء نفسه (الأيقونة، ووجود إصدار جديد من الصفحة) ليس في هذه القائمة؛ وهو يذهب إلى العنوان نفسه، وتُظهره أدوات المطوّر.',
  'Remove everything from this device…': 'إزالة كل شيء من هذا الجهاز…',
  'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but {n} summaries are only in this tab: save what you need first. Press once more to go there.':
    {
      one: 'يؤدي هذا إلى صفحة تعرض ما هو محفوظ وتزيله. تنتظرك ملاحظاتك حتى ذلك الحين، لكن ملخصًا واحدًا موجود في علامة التبويب هذه فقط: احفظ أولًا ما تحتاجه. اضغط مرة أخرى للانتقال.',
      two: 'يؤدي هذا إلى صفحة تعرض ما هو محفوظ وتزيله. تنتظرك ملاحظاتك حتى ذلك الحين، لكن ملخصين موجودان في علامة التبويب هذه فقط: احفظ أولًا ما تحتاجه. اضغط مرة أخرى للانتقال.',
      few: 'يؤدي هذا إلى صفحة تعرض ما هو محفوظ وتزيله. تنتظرك ملاحظاتك حتى ذلك الحين، لكن {n} ملخصات موجودة في علامة التبويب هذه فقط: احفظ أولًا ما تحتاجه. اضغط مرة أخرى للانتقال.',
      many: 'يؤدي هذا إلى صفحة تعرض ما هو محفوظ وتزيله. تنتظرك ملاحظاتك حتى ذلك الحين، لكن {n} ملخصًا موجودة في علامة التبويب هذه فقط: احفظ أولًا ما تحتاجه. اضغط مرة أخرى للانتقال.',
      other:
        'يؤدي هذا إلى صفحة تعرض ما هو محفوظ وتزيله. تنتظرك ملاحظاتك حتى ذلك الحين، لكن {n} ملخص موجودة في علامة التبويب هذه فقط: احفظ أولًا ما تحتاجه. اضغط مرة أخرى للانتقال.',
    },
  page: 'الصفحة',
  engine: 'المحرك',
  thread: 'خيط',
  reader: 'القارئ',
  scorer: 'المقيّم',
  'service worker': 'عامل الخدمة',
  'Requests since this page was opened': 'الطلبات منذ فتح هذه الصفحة',
  '{n} requests since this page was opened, all to this address: {here}.': {
    one: 'طلب واحد منذ فتح هذه الصفحة، إلى هذا العنوان: {here}.',
    two: 'طلبان منذ فتح هذه الصفحة، كلاهما إلى هذا العنوان: {here}.',
    few: '{n} طلبات منذ فتح هذه الصفحة، كلها إلى هذا العنوان: {here}.',
    many: '{n} طلبًا منذ فتح هذه الصفحة، كلها إلى هذا العنوان: {here}.',
    other: '{n} طلب منذ فتح هذه الصفحة، كلها إلى هذا العنوان: {here}.',
  },
  '{n} requests since this page was opened, {others} of them not to {here}!': {
    one: 'طلب واحد منذ فتح هذه الصفحة، منها {others} ليست إلى {here}!',
    two: 'طلبان منذ فتح هذه الصفحة، منها {others} ليست إلى {here}!',
    few: '{n} طلبات منذ فتح هذه الصفحة، منها {others} ليست إلى {here}!',
    many: '{n} طلبًا منذ فتح هذه الصفحة، منها {others} ليست إلى {here}!',
    other: '{n} طلب منذ فتح هذه الصفحة، منها {others} ليست إلى {here}!',
  },
  'None has left this device since it was sealed.': 'لم يغادر أي منها هذا الجهاز منذ الختم.',
  '{n} scripts were taken from this device.': {
    one: 'أُخذ نص برمجي واحد من هذا الجهاز.',
    two: 'أُخذ نصان برمجيان من هذا الجهاز.',
    few: 'أُخذت {n} نصوص برمجية من هذا الجهاز.',
    many: 'أُخذ {n} نصًا برمجيًا من هذا الجهاز.',
    other: 'أُخذ {n} نص برمجي من هذا الجهاز.',
  },
  'not let through': 'لم يُسمح بمروره',
  'from this device': 'من هذا الجهاز',
  '{n} KB': '{n} ك.ب',
  '{n} MB': '{n} م.ب',
  'Open the developer tools (F12) and there “Network”. Reload this page and let it load the model: each line is a file of this address.':
    'افتح أدوات المطوّر (F12) ثم «الشبكة». أعد تحميل هذه الصفحة ودعها تحمّل النموذج: كل سطر ملف من هذا العنوان.',
  'Press Seal above. Or take the network away: aeroplane mode, the plug, “Offline” in the developer tools.':
    'اضغط «ختم هذه الصفحة» أعلاه. أو اقطع الشبكة: وضع الطيران، أو القابس، أو «غير متصل» في أدوات المطوّر.',
  'Empty the list of the developer tools, write a note that nobody has seen before, and summarize it. The list stays empty, and so does the count above.':
    'أفرغ قائمة أدوات المطوّر، واكتب ملاحظة لم يرها أحد من قبل ولخّصها. تبقى القائمة فارغة، ولا يتغير العدد أعلاه.',
  'Ask in the console: fetch("./"). It fails by the policy of this page. Choose nutshell-engine in place of “top” there: it has no fetch any more.':
    'اسأل في وحدة التحكم: fetch("./"). يفشل بسبب سياسة هذه الصفحة. اختر هناك nutshell-engine بدلًا من «top»: لم يعد فيه fetch.',
  'Seal this page': 'ختم هذه الصفحة',
  'Check again': 'تحقق مرة أخرى',
  'Sealed, this page and its engine give up the network: no script in them can fetch or send anything any more, and summaries go on as before. It lasts until the page is reloaded, left or closed.':
    'عند الختم تتخلى هذه الصفحة ومحركها عن الشبكة: لا يستطيع أي نص برمجي فيهما جلب شيء أو إرساله، وتستمر الملخصات كما كانت. ويدوم ذلك حتى تُعاد الصفحة أو تُغادَر أو تُغلق.',
  'Prove it yourself, in two minutes': 'أثبت ذلك بنفسك في دقيقتين',
  'Sealing…': 'جارٍ الختم…',
  'No service worker is in charge here, so in the engine only the missing functions stand for the seal.':
    'لا يوجد عامل خدمة هنا، لذلك لا يقوم الختم في المحرك إلا على الوظائف المنزوعة.',
  'Sealed until this page is reloaded, left or closed. Checked at {time}: every way out is refused.':
    'مختومة حتى تُعاد هذه الصفحة أو تُغادَر أو تُغلق. فُحصت في {time}: كل مخرج مرفوض.',
  'At {time} something went through: do not rely on the seal in this browser.':
    'في {time} مرّ شيء: لا تعتمد على الختم في هذا المتصفح.',
  '{where}, {way}: refused': '{where}، {way}: مرفوض',
  '{where}, {way}: it went through': '{where}، {way}: مرّ',
  'The model': 'النموذج',
  'The page itself, for use without a network': 'الصفحة نفسها، للاستخدام دون شبكة',
  'The service worker, which serves those files': 'عامل الخدمة الذي يقدّم تلك الملفات',
  none: 'لا شيء',
  installed: 'مثبَّت',
  'Journals of runs over folders: what was summarized, for Undo': 'سجلات تلخيص المجلدات: ما تم تلخيصه، من أجل التراجع',
  'Summaries of uploaded folders': 'ملخصات المجلدات المرفوعة',
  'Notes of this tab, for a reload, and the chosen language':
    'ملاحظات علامة التبويب هذه لإعادة التحميل، واللغة المختارة',
  '{n} files, {size}': {
    one: 'ملف واحد، {size}',
    two: 'ملفان، {size}',
    few: '{n} ملفات، {size}',
    many: '{n} ملفًا، {size}',
    other: '{n} ملف، {size}',
  },
  '{n} entries': { one: 'مدخل واحد', two: 'مدخلان', few: '{n} مدخلات', many: '{n} مدخلًا', other: '{n} مدخل' },
  'A run over a folder goes on in another tab. Stop it there first: its journal would be lost, and with it Undo.':
    'هناك تلخيص لمجلد يجري في علامة تبويب أخرى. أوقفه هناك أولًا: سيضيع سجله ومعه إمكان التراجع.',
  'Nutshell is open in {n} other tabs. Save what you need there and close them: what is in a tab would be kept again.':
    {
      one: 'Nutshell مفتوح في علامة تبويب أخرى. احفظ هناك ما تحتاجه وأغلقها: وإلا حُفظ ما فيها من جديد.',
      two: 'Nutshell مفتوح في علامتي تبويب أخريين. احفظ هناك ما تحتاجه وأغلقهما: وإلا حُفظ ما فيهما من جديد.',
      few: 'Nutshell مفتوح في {n} علامات تبويب أخرى. احفظ هناك ما تحتاجه وأغلقها: وإلا حُفظ ما فيها من جديد.',
      many: 'Nutshell مفتوح في {n} علامة تبويب أخرى. احفظ هناك ما تحتاجه وأغلقها: وإلا حُفظ ما فيها من جديد.',
      other: 'Nutshell مفتوح في {n} علامة تبويب أخرى. احفظ هناك ما تحتاجه وأغلقها: وإلا حُفظ ما فيها من جديد.',
    },
  'cannot be read: {error}': 'تعذرت القراءة: {error}',
  'All of this goes: the notes that wait for this tab, the journals with the texts of summaries, what was downloaded. Files that you saved and folders that you chose are not touched.':
    'يُزال كل هذا: الملاحظات التي تنتظر علامة التبويب هذه، والسجلات بنصوص الملخصات، وما تم تنزيله. لا تُمس الملفات التي حفظتها ولا المجلدات التي اخترتها.',
  'Removing…': 'جارٍ الإزالة…',
  'cannot be read': 'تعذرت القراءة',
  'Looked again: nothing of this site is left on this device. Close this tab; whoever opens the page again starts afresh.':
    'فُحص من جديد: لم يبقَ شيء من هذا الموقع على هذا الجهاز. أغلق علامة التبويب هذه؛ ومن يفتح الصفحة من جديد يبدأ من الصفر.',
  "Not everything could be removed. {failures} Close all tabs of this site and try again, or use the browser's settings.":
    'تعذرت إزالة كل شيء. {failures} أغلق كل علامات تبويب هذا الموقع وحاول مرة أخرى، أو استخدم إعدادات المتصفح.',
  'Really remove everything?': 'هل تريد حقًا إزالة كل شيء؟',
};
