// A button that copies the lines beside it; where a browser does not let a page, they are marked for the keyboard to copy.
const english = document.documentElement.lang === 'en'
const said = english
  ? { done: 'Copied.', marked: 'Marked. Copy them with Ctrl+C.' }
  : { done: '已复制。', marked: '已选中，按 Ctrl+C 复制。' }

for (const button of document.querySelectorAll('[data-copy]'))
  button.addEventListener('click', async () => {
    const door = button.closest('.door')
    const [lines, told] = [door.querySelector('pre'), door.querySelector('output')]
    try {
      await navigator.clipboard.writeText(lines.textContent)
      told.value = said.done
    } catch {
      getSelection().selectAllChildren(lines)
      told.value = said.marked
    }
  })
