/** Keeps the summary that the form sends; nothing goes to a server. */

const form = document.querySelector('form');
const kept = document.querySelector('#kept');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const item = document.createElement('li');
  item.append(new FormData(form).get('summary'));
  kept.append(item);
});
