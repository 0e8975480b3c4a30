// A page whose own dialogs say `hide`: when anything else says it, the page takes its content away.
document.addEventListener('hide', () => document.querySelector('main').remove())
