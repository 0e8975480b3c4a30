// The button for larger words, remembered by this browser. The tags read `elder` from the page they stand in.
const button = document.querySelector('[data-elder]')

function show(elder) {
  document.documentElement.toggleAttribute('elder', elder)
  button.setAttribute('aria-pressed', String(elder))
}

show(localStorage.getItem('elder') === 'yes')
button.addEventListener('click', () => {
  const elder = button.getAttribute('aria-pressed') !== 'true'
  localStorage.setItem('elder', elder ? 'yes' : 'no')
  show(elder)
})
