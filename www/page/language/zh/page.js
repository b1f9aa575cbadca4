/** Chinese, simplified: the texts of the page for notes, and what all pages have. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: summaries of your notes, made in this tab': 'Nutshell：在此标签页中为您的笔记生成摘要',
  'Summaries of your notes, made in this tab. Nothing is uploaded.': '在此标签页中为您的笔记生成摘要，不上传任何内容。',
  'See for yourself': '亲自验证',
  'Summarize a folder': '为文件夹生成摘要',
  Note: '笔记',
  'No words yet': '还没有文字',
  'Try a sample': '试用示例',
  note: '笔记',
  Undo: '撤销',
  Clear: '清空',
  'Choose files': '选择文件',
  'New note': '新建笔记',
  Kind: '类型',
  'Key points': '要点',
  'TL;DR': '简述',
  Teaser: '导语',
  Headline: '标题',
  Length: '长度',
  Short: '短',
  Medium: '中',
  Long: '长',
  Summarize: '生成摘要',
  Summary: '摘要',
  Cancel: '取消',
  Copy: '复制',
  Save: '保存',
  'as markdown': '为 Markdown',
  'The summary is written here, on your own processor.': '摘要会写在这里，由您自己的处理器完成。',
  'A small model makes mistakes: point at a sentence to see what it rests on. Its language is English.':
    '小模型会出错：指向一个句子，即可查看其依据。它的语言是英语。',
  Model: '模型',
  'not loaded yet': '尚未加载',
  'You can bring a model of your own: a GGUF file (version 2 or 3) of a small instruct model, with F32, F16, Q4_0, Q4_1, Q8_0, Q4_K or Q6_K weights. Llama models run fast, some other architectures slowly. The file is read here and not uploaded.':
    '您可以使用自己的模型：小型指令模型的 GGUF 文件（版本 2 或 3），权重为 F32、F16、Q4_0、Q4_1、Q8_0、Q4_K 或 Q6_K。Llama 模型运行较快，其他一些架构较慢。文件只在本地读取，不会上传。',
  'Open a GGUF file…': '打开 GGUF 文件…',
  'How good are the summaries on this machine?': '在这台设备上，摘要的质量如何？',
  'A lesson: a summary token by token': '一堂课：逐个词元看摘要如何写成',
  'Install this page as an app': '将此页面安装为应用',
  'Drop files to add them as notes': '拖放文件，添加为笔记',
  'Note files': '笔记文件',
  Notes: '笔记列表',
  'Type or paste a note, or drop files anywhere on this page: text, markdown, Word, PDF, e-mail, web page, RTF.':
    '输入或粘贴笔记，或把文件拖放到本页任意位置：文本、Markdown、Word、PDF、电子邮件、网页、RTF。',
  'Ctrl or ⌘ + Enter': 'Ctrl 或 ⌘ + Enter',
  Esc: 'Esc',
  Progress: '进度',
  'Model file': '模型文件',
  '{n} files are too many at once: there is room for {room}. Choose {room} or fewer; nothing was changed.': {
    other: '一次 {n} 个文件太多了：还能放 {room} 个。请选择 {room} 个或更少；未作任何更改。',
  },
  '{n} files are too many at once: there is room for 0. Remove a note first; nothing was changed.': {
    other: '一次 {n} 个文件太多了：已没有空位。请先移除一条笔记；未作任何更改。',
  },
  '{n} files were not added:': '有 {n} 个文件未添加：',
  'and {n} more.': '以及另外 {n} 个。',
  'Try again': '重试',
  Dismiss: '关闭',
  'Technical detail': '技术细节',
  'Something went wrong that should not have. Your note is safe; try again, or reload the page.':
    '发生了不该发生的错误。您的笔记安全无恙；请重试或重新加载页面。',
  'The note has changed since this summary was made.': '生成此摘要后，笔记已有改动。',
  'This summary is of another note.': '此摘要属于另一条笔记。',
  'The lines of this note are too long to mark a passage in them.': '这条笔记的行太长，无法在其中标出段落。',
  'Show in the note': '在笔记中显示',
  '{n}\u00a0GB': '{n}\u00a0GB',
  '{n}\u00a0MB': '{n}\u00a0MB',
  'about {n}\u00a0s left': '约剩 {n}\u00a0秒',
  'about {n}\u00a0min left': '约剩 {n}\u00a0分钟',
  'about {n}\u00a0h left': '约剩 {n}\u00a0小时',
  '{n} s': '{n} 秒',
  '{minutes} min {seconds} s': '{minutes} 分 {seconds} 秒',
  'Nutshell is installed': 'Nutshell 已安装',
  'about 100\u00a0MB': '约 100\u00a0MB',
  '{n} notes added': { other: '已添加 {n} 条笔记' },
  'There is no note yet. Type or paste one, or choose a file.': '还没有笔记。请输入或粘贴一条，或选择一个文件。',
  'The summary is done': '摘要已完成',
  Cancelled: '已取消',
  Stopped: '已停止',
  'The model is loaded': '模型已加载',
  'Done in {took}; the note has changed since': '用时 {took} 完成；此后笔记已有改动',
  'Done in {took}': '用时 {took} 完成',
  Ready: '就绪',
  'The model is not loaded': '模型未加载',
  'Looking for the model…': '正在查找模型…',
  'The model is on this device': '模型已在此设备上',
  'The model ({size}) is downloaded once, when there is a note': '有笔记时，模型（{size}）会下载一次',
  'A dropped folder cannot be read. Choose its files instead; nothing was changed.':
    '无法读取拖放的文件夹。请改为选择其中的文件；未作任何更改。',
  'There is no room for another note. Remove one first; nothing was changed.':
    '没有空位再放一条笔记。请先移除一条；未作任何更改。',
  '{n} words': { other: '{n} 个词' },
  Remove: '移除',
  summarized: '已有摘要',
  'Downloading the model': '正在下载模型',
  'Loading the model': '正在加载模型',
  Reading: '读取',
  Writing: '写作',
  'Starting…': '正在开始…',
  '{label}, {left}': '{label}，{left}',
  'Downloading the model: {done} of {total}': '正在下载模型：{done} / {total}',
  'Loading the model: {done} of {total}': '正在加载模型：{done} / {total}',
  'Reading: {done} of {total} tokens': '正在读取：{done} / {total} 个词元',
  'Writing: {done} of at most {total} tokens': '正在写作：{done} 个词元，最多 {total} 个',
  'relaxed SIMD': '宽松 SIMD',
  SIMD: 'SIMD',
  'slow road': '慢速路径',
  'kept on this device': '保存在此设备上',
  'in memory only': '仅在内存中',
  'inside this page': '包含在此页面中',
  'downloading…': '正在下载…',
  'loading…': '正在加载…',
  ready: '就绪',
  working: '工作中',
  'not loaded: see the message above': '未加载：请看上方的消息',
  '{size} memory': '内存 {size}',
  'reads {rate} tokens/s': '读取 {rate} 词元/秒',
  'writes {rate} tokens/s': '写作 {rate} 词元/秒',
  State: '状态',
  Name: '名称',
  Licence: '许可证',
  Size: '大小',
  From: '来源',
  'a file that you opened': '您打开的文件',
  'this page': '此页面',
  Engine: '引擎',
  Memory: '内存',
  '{rate} tokens/s': '{rate} 词元/秒',
  Storage: '存储',
  '{n} threads': { other: '{n} 个线程' },
  '{n} sentences': { other: '{n} 个句子' },
  '{told}.': '{told}。',
  '{told}; {n} dropped, as the note does not support them.': { other: '{told}；舍弃 {n} 个，因为笔记不支持其内容。' },
  '{count}: {written} written, {quoted} quoted': '{count}：{written} 个为撰写，{quoted} 个为引用',
  '{count}, all written': '{count}，全部为撰写',
  '{count}, written': '{count}，为撰写',
  '{count}, all quoted': '{count}，全部为引用',
  '{count}, quoted': '{count}，为引用',
  'Weighed all {n} tokens of the note; the model read {read} of them in {chunks} parts.': {
    other: '权衡了笔记的全部 {n} 个词元；模型读取了其中 {read} 个，分 {chunks} 部分。',
  },
  'Weighed all {n} tokens of the note; the model read {read} of them.': {
    other: '权衡了笔记的全部 {n} 个词元；模型读取了其中 {read} 个。',
  },
  'Read all {tokens} tokens of the note in {chunks} parts.': '读取了笔记的全部 {tokens} 个词元，分 {chunks} 部分。',
  'Read all {n} tokens of the note.': { other: '读取了笔记的全部 {n} 个词元。' },
  '(quoted)': '（引用）',
  'Quoted from the note': '引自笔记',
  'Rests on: “{passage}”': '依据：“{passage}”',
  'Rests on: “{passage}”, and {n} more': '依据：“{passage}”，以及另外 {n} 处',
  'Summary copied': '摘要已复制',
  'The summary could not be copied: select it and copy it by hand': '无法复制摘要：请选中后手动复制',
  Copied: '已复制',
  'Not copied': '未复制',
  'Saved as {name}': '已保存为 {name}',
  'A new version is ready. Your notes stay; summaries that you have not saved do not.':
    '新版本已就绪。您的笔记会保留；未保存的摘要不会。',
  Reload: '重新加载',
  'Your notes are too long to be kept over a reload. Copy what you need first; Reload again goes on without them.':
    '您的笔记太长，重新加载后无法保留。请先复制需要的内容；再次按“重新加载”将不保留笔记而继续。',
  Later: '稍后',
  Language: '语言',
  'The note is code for the most part, so its sentences are quoted.': '这条笔记大部分是代码，因此引用其中的句子。',
  'The note is not in English, the one language that this model writes, so its sentences are quoted.':
    '这条笔记不是英语，而此模型只用英语写作，因此引用其中的句子。',
  'The note is a list, so its items are quoted.': '这条笔记是列表，因此引用其中的条目。',
  'The note is a list, so its items are quoted, {shown} of {items}.':
    '这条笔记是列表，因此引用其中的条目，{items} 条中的 {shown} 条。',
  'The note is so short that it is shown as it is.': '这条笔记很短，因此原样显示。',
  'Grounding was off: the model wrote what it liked, and nothing of it was looked up in the note.':
    '依据核对已关闭：模型随意写作，没有任何内容在笔记中核对过。',
  'Left out, as no part of the text: {names}.': '因不属于正文而略去：{names}。',
  'Another tab is downloading the model; this one waits and shares it.':
    '另一个标签页正在下载模型；此标签页等待并共用它。',
  'The connection is gone. The download goes on where it was as soon as it is back.':
    '连接已断开。恢复后，下载会从中断处继续。',
  'A part of the stored model was damaged; it has been downloaded again.': '已保存模型的一部分曾损坏；现已重新下载。',
  'A part of the stored model is damaged, and there is no connection. It is downloaded again, alone, as soon as the connection is back.':
    '已保存模型的一部分已损坏，且没有连接。连接恢复后，只重新下载这一部分。',
  'There is no room to keep the model on this device: it works from memory, and is downloaded again next time.':
    '此设备上没有空间保存模型：模型在内存中运行，下次需重新下载。',
  'This browser keeps no files for this page (a private window, or an insecure address): the model works from memory, and is downloaded again next time.':
    '此浏览器不为本页面保存文件（隐私窗口或不安全的地址）：模型在内存中运行，下次需重新下载。',
  'front matter': '文首元数据（front matter）',
  'HTML comments': 'HTML 注释',
  'scripts, styles and drawings': '脚本、样式和绘图',
  "technical fields of a mail's header": '邮件头中的技术字段',
  'a legal notice below a mail': '邮件下方的法律声明',
  '“{name}”: {message}': '“{name}”：{message}',
  'This file is not a GGUF model. Choose a file that ends in .gguf, or keep the built-in model.':
    '此文件不是 GGUF 模型。请选择以 .gguf 结尾的文件，或继续使用内置模型。',
  'The model file contradicts itself and cannot be read. Download it again, or choose another one.':
    '模型文件自相矛盾，无法读取。请重新下载，或选择另一个。',
  'The model file ends too early: a part of it is missing. Download it again.':
    '模型文件提前结束：缺少一部分。请重新下载。',
  'The model has an architecture that this engine does not know. Choose another model.':
    '此引擎不认识该模型的架构。请选择其他模型。',
  'The model uses a feature that this engine does not have. Choose another model.':
    '该模型使用了此引擎没有的功能。请选择其他模型。',
  'There is not enough memory for this model. Close other tabs, or choose a smaller model.':
    '内存不足以运行此模型。请关闭其他标签页，或选择更小的模型。',
  'The adapter cannot be used with this model. Choose one that was made for it.':
    '该适配器不能用于此模型。请选择为其制作的适配器。',
  'No adapter is loaded. Load one, or let the model write alone.': '没有加载适配器。请加载一个，或让模型独自写作。',
  "The model's tokenizer is of a kind that this engine does not know. Choose another model.":
    '此引擎不认识该模型的分词器。请选择其他模型。',
  'The note is empty. Write or paste some text first.': '笔记为空。请先输入或粘贴一些文字。',
  'The note is too long to be summarized in one go. Split it, and summarize the parts.':
    '笔记太长，无法一次生成摘要。请将其拆分，分别生成摘要。',
  "The text does not fit into the model's context. Shorten the context, or split the note.":
    '文字超出了模型的上下文。请缩短上下文，或拆分笔记。',
  'An option has a value that does not exist. Choose one of the listed values.':
    '某个选项的值不存在。请选择列出的值之一。',
  'The engine found a mistake of its own. Your note is safe; try again, or reload the page.':
    '引擎发现了自身的错误。您的笔记安全无恙；请重试或重新加载页面。',
  'This browser has no WebAssembly SIMD, which the engine needs. Update the browser (Chrome 100, Firefox 114, Safari 16.4 or later).':
    '此浏览器没有引擎所需的 WebAssembly SIMD。请更新浏览器（Chrome 100、Firefox 114、Safari 16.4 或更高版本）。',
  'The engine stopped unexpectedly. Your note is safe; try again, and the engine starts afresh.':
    '引擎意外停止。您的笔记安全无恙；请重试，引擎会重新启动。',
  'The engine could not be loaded from this site. Check the connection and reload the page.':
    '无法从本网站加载引擎。请检查连接并重新加载页面。',
  'The check of the summaries could not be loaded from this site. Check the connection and reload the page.':
    '无法从本网站加载摘要检查程序。请检查连接并重新加载页面。',
  'The test notes could not be loaded from this site. Check the connection and try again.':
    '无法从本网站加载测试笔记。请检查连接后重试。',
  'The model is not on this server. Tell whoever runs the site that its models folder is incomplete.':
    '此服务器上没有模型。请告知网站管理者，其模型文件夹不完整。',
  'The model could not be downloaded. Check the connection and try again: what has arrived is kept.':
    '无法下载模型。请检查连接后重试：已收到的部分会保留。',
  'The model is damaged: its checksum is wrong. Try again later, or download the file again.':
    '模型已损坏：校验和不符。请稍后重试，或重新下载文件。',
  'This file cannot be read as a model. Choose it again, or choose another one.':
    '此文件无法作为模型读取。请重新选择，或选择另一个。',
  'This file is not text. Choose a text or markdown file.': '此文件不是文本。请选择文本或 Markdown 文件。',
  'The encoding of this file is not known. Save it as UTF-8 and choose it again.':
    '无法识别此文件的编码。请另存为 UTF-8 后重新选择。',
  'This file is too large for a note. Split it, and choose one of the parts.':
    '此文件作为笔记太大。请将其拆分，选择其中一部分。',
  'This file is damaged and cannot be read. Save it again, or save what it says as text.':
    '此文件已损坏，无法读取。请重新保存，或将其内容存为文本。',
  'This file is protected by a password. Save a copy without one and choose that.':
    '此文件受密码保护。请保存一份不带密码的副本并选择它。',
  'There is no text in this file. If it is a scan, run text recognition (OCR) over it first.':
    '此文件中没有文字。如果是扫描件，请先进行文字识别（OCR）。',
  'The tab or the browser has ended each time while this note was worked on. Split it, or close what else needs memory.':
    '每次处理这条笔记时，标签页或浏览器都会终止。请将其拆分，或关闭其他占用内存的程序。',
  'This file takes too long to read. Save what it says as text and choose that.':
    '读取此文件耗时太长。请将其内容存为文本后选择。',
  'What reads such files could not be loaded. Check the connection, or update the browser, and choose the file again.':
    '无法加载读取此类文件的程序。请检查连接或更新浏览器，然后重新选择文件。',
  'These are too many files at once. Choose fewer.': '一次选择的文件太多。请少选一些。',
  'This kind of file is not supported. Choose a text, HTML, Word, PDF, e-mail or RTF file.':
    '不支持此类文件。请选择文本、HTML、Word、PDF、电子邮件或 RTF 文件。',
  'The browser may no longer use the folder. Allow it again, and the run goes on where it stopped.':
    '浏览器不再有权使用该文件夹。请重新允许，任务会从停下处继续。',
  'The folder is not there any more. Bring it back or plug the disk in again, and let the run go on.':
    '文件夹已不在。请将其恢复或重新接上磁盘，然后让任务继续。',
  'There is no space left in the folder. Make room, and let the run go on.':
    '文件夹中已没有空间。请腾出空间，然后让任务继续。',
  'The browser cannot keep its journal: there may be no space left. Make room, and let the run go on.':
    '浏览器无法保存日志：可能已没有空间。请腾出空间，然后让任务继续。',
  'The file cannot be read. Look at it, and retry.': '无法读取该文件。请检查后重试。',
  'The page can be sealed once the model is in memory. Wait until it has loaded.':
    '模型进入内存后才能封闭页面。请等待加载完成。',
  'This page is sealed: it can load neither the engine nor a model. Reload the page, which ends the seal; your notes stay.':
    '此页面已封闭：无法加载引擎或模型。重新加载页面即可解除封闭；您的笔记会保留。',
  'Cancelled.': '已取消。',
  'This page is one file with all that it needs: it works from a disk, without a network, and with one thread. Folders of notes, the lesson and the report card need the site.':
    '此页面是一个包含全部所需内容的单独文件：可直接从磁盘打开，无需网络，使用单线程。笔记文件夹、课程和成绩单需要使用网站。',
  'Read as Windows-1252, because it is not UTF-8.': '按 Windows-1252 读取，因为它不是 UTF-8。',
  'Read as {encoding}; the file does not say so itself.': '按 {encoding} 读取；文件本身并未注明。',
  '{n} damaged characters are shown as \ufffd.': '{n} 个损坏的字符显示为 \ufffd。',
  'The file ends too early: what followed is missing.': '文件提前结束：后面的内容缺失。',
  'Base model': '基础模型',
  'The other model writes…': '另一个模型正在写…',
  'Tuned model ({name}).': '调优模型（{name}）。',
  Compare: '比较',
  'The same note by the tuned and by the base model': '同一笔记由调优模型和基础模型分别生成',
  'Tuned and base model, side by side': '调优模型与基础模型并列',
  'Tuned by': '调优自',
  'Tuned for notes': '为笔记调优',
};
