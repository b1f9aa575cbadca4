/** Chinese, simplified: the texts of the privacy dialog and the page that removes everything. */

/** @type {import('../text.js').Catalogue} */
export default {
  'Nutshell: remove everything from this device': 'Nutshell：从此设备中删除全部内容',
  'Nutshell: remove everything': 'Nutshell：删除全部内容',
  'What this page and its model keep on this device, and how to be rid of it.':
    '本页面及其模型在此设备上保存了什么，以及如何清除。',
  'Back to the page': '返回页面',
  'On this device': '在此设备上',
  What: '内容',
  Found: '已找到',
  Now: '现在',
  'Looking…': '正在查看…',
  'Remove everything': '全部删除',
  'found before use; it is being fetched again, alone': '在使用前发现；正在单独重新获取',
  'fetched again, alone, and verified': '已单独重新获取并验证',
  'it could not be fetched again: there is no connection. It is not used': '无法重新获取：没有连接。不会使用它',
  'Ask the browser to keep it': '请浏览器保留它',
  'The browser has not agreed: it may remove the files if the disk is full.':
    '浏览器没有同意：磁盘满时它可能会删除这些文件。',
  '{time}: part {shard} of {of} of the stored model was damaged: {outcome}.':
    '{time}：已保存模型的第 {shard} 部分（共 {of} 部分）曾损坏：{outcome}。',
  'less than 1\u00a0MB': '不到 1\u00a0MB',
  '{size}: the page, its model, and what it has to remember, so that all works without a network.':
    '{size}：页面、模型以及需要记住的内容，以便没有网络也能使用。',
  'Nothing of this page is kept on this device.': '此设备上没有保存本页面的任何内容。',
  'The browser has promised to keep it until you remove it.': '浏览器已承诺保留它，直到您将其删除。',
  'The browser may remove it if the disk is full; it is then downloaded again.':
    '磁盘满时浏览器可能会删除它；届时会重新下载。',
  'Once the model is in memory, this page can do without the network.': '模型进入内存后，此页面便可不再使用网络。',
  'A file is being read. It can be sealed after that.': '正在读取文件。之后即可封闭页面。',
  'This page': '此页面',
  'The engine': '引擎',
  'an image': '图片',
  Close: '关闭',
  'Privacy: see for yourself': '隐私：亲自验证',
  Seal: '封闭',
  Sealed: '已封闭',
  'Every request': '每一个请求',
  'The last one comes first. The service worker fetches each file of the page once more, to keep it for use without a network. What the browser asks for by itself (the icon, whether there is a new version of the page) is not in this list; it goes to the same address, and the developer tools show it.':
    '最新的排在最前。Service Worker 会把页面的每个文件再获取一次，以便保存供无网络时使用。浏览器自行请求的内容（图标、页面是否有新版本）不在此列表中；它们发往同一地址，开发者工具会显示。',
  'Remove everything from this device…': '从此设备中删除全部内容…',
  'This leads to a page that shows what is kept and removes it. Your notes wait for you until then, but {n} summaries are only in this tab: save what you need first. Press once more to go there.':
    {
      other:
        '这会转到一个页面，显示所保存的内容并将其删除。您的笔记会在此期间保留，但有 {n} 份摘要只在此标签页中：请先保存需要的内容。再按一次即可前往。',
    },
  page: '页面',
  engine: '引擎',
  thread: '线程',
  reader: '读取器',
  scorer: '评分器',
  'service worker': 'Service Worker',
  'Requests since this page was opened': '打开此页面以来的请求',
  '{n} requests since this page was opened, all to this address: {here}.': {
    other: '打开此页面以来共 {n} 个请求，全部发往此地址：{here}。',
  },
  '{n} requests since this page was opened, {others} of them not to {here}!': {
    other: '打开此页面以来共 {n} 个请求，其中 {others} 个不是发往 {here}！',
  },
  'None has left this device since it was sealed.': '封闭以来没有任何请求离开此设备。',
  '{n} scripts were taken from this device.': { other: '有 {n} 个脚本取自此设备。' },
  'not let through': '未放行',
  'from this device': '来自此设备',
  '{n} KB': '{n} KB',
  '{n} MB': '{n} MB',
  'Open the developer tools (F12) and there “Network”. Reload this page and let it load the model: each line is a file of this address.':
    '打开开发者工具（F12），转到“网络”。重新加载此页面并让它加载模型：每一行都是此地址的一个文件。',
  'Press Seal above. Or take the network away: aeroplane mode, the plug, “Offline” in the developer tools.':
    '按上方的“封闭此页面”。或者断开网络：飞行模式、拔掉网线、开发者工具中的“离线”。',
  'Empty the list of the developer tools, write a note that nobody has seen before, and summarize it. The list stays empty, and so does the count above.':
    '清空开发者工具的列表，写一条没有人见过的笔记并生成摘要。列表保持为空，上方的计数也不变。',
  'Ask in the console: fetch("./"). It fails by the policy of this page. Choose nutshell-engine in place of “top” there: it has no fetch any more.':
    '在控制台中输入：fetch("./")。它会因此页面的策略而失败。在那里用 nutshell-engine 代替“top”：它已经没有 fetch。',
  'Seal this page': '封闭此页面',
  'Check again': '再次检查',
  'Sealed, this page and its engine give up the network: no script in them can fetch or send anything any more, and summaries go on as before. It lasts until the page is reloaded, left or closed.':
    '封闭后，此页面及其引擎放弃网络：其中的任何脚本都无法再获取或发送任何内容，摘要照常进行。直到页面被重新加载、离开或关闭为止。',
  'Prove it yourself, in two minutes': '两分钟内亲自证明',
  'Sealing…': '正在封闭…',
  'No service worker is in charge here, so in the engine only the missing functions stand for the seal.':
    '这里没有 Service Worker 负责，因此引擎中的封闭只靠移除的功能来保证。',
  'Sealed until this page is reloaded, left or closed. Checked at {time}: every way out is refused.':
    '已封闭，直到此页面被重新加载、离开或关闭。于 {time} 检查：所有出口均被拒绝。',
  'At {time} something went through: do not rely on the seal in this browser.':
    '于 {time} 有内容通过了：请不要依赖此浏览器中的封闭。',
  '{where}, {way}: refused': '{where}，{way}：已拒绝',
  '{where}, {way}: it went through': '{where}，{way}：已通过',
  'The model': '模型',
  'The page itself, for use without a network': '页面本身，供无网络时使用',
  'The service worker, which serves those files': '提供这些文件的 Service Worker',
  none: '无',
  installed: '已安装',
  'Journals of runs over folders: what was summarized, for Undo': '文件夹任务的日志：生成过哪些摘要，用于撤销',
  'Summaries of uploaded folders': '已上传文件夹的摘要',
  'Notes of this tab, for a reload, and the chosen language': '此标签页的笔记（供重新加载）和所选语言',
  '{n} files, {size}': { other: '{n} 个文件，{size}' },
  '{n} entries': { other: '{n} 个条目' },
  'A run over a folder goes on in another tab. Stop it there first: its journal would be lost, and with it Undo.':
    '另一个标签页中有文件夹任务正在进行。请先在那里停止：否则其日志会丢失，也就无法撤销。',
  'Nutshell is open in {n} other tabs. Save what you need there and close them: what is in a tab would be kept again.':
    { other: 'Nutshell 还在另外 {n} 个标签页中打开。请在那里保存需要的内容并关闭：否则标签页中的内容会再次被保存。' },
  'cannot be read: {error}': '无法读取：{error}',
  'All of this goes: the notes that wait for this tab, the journals with the texts of summaries, what was downloaded. Files that you saved and folders that you chose are not touched.':
    '以下全部会被删除：等待此标签页的笔记、含有摘要文字的日志、下载的内容。您保存的文件和选择的文件夹不受影响。',
  'Removing…': '正在删除…',
  'cannot be read': '无法读取',
  'Looked again: nothing of this site is left on this device. Close this tab; whoever opens the page again starts afresh.':
    '再次查看：此设备上已没有本网站的任何内容。请关闭此标签页；再次打开页面将从头开始。',
  "Not everything could be removed. {failures} Close all tabs of this site and try again, or use the browser's settings.":
    '未能全部删除。{failures} 请关闭本网站的所有标签页后重试，或使用浏览器的设置。',
  'Really remove everything?': '确定要全部删除吗？',
};
