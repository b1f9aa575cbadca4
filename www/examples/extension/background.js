/** Opens the side panel with the text that was selected. */

const MENU = 'summarize';

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: MENU, title: 'Summarize “%s”', contexts: ['selection'] });
  chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
});

chrome.contextMenus.onClicked.addListener(({ menuItemId, selectionText }, tab) => {
  if (menuItemId !== MENU) return;
  // First: a panel opens only while the click is being handled.
  chrome.sidePanel.open({ windowId: tab.windowId });
  chrome.storage.session.set({ note: selectionText ?? '' });
});
