// Runs at the end of the package's module, in its scope. The class tells the stylesheet that the script is here.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// Five minutes before the session ends, says so; the paragraph on the page says it to everyone. When it has ended, a page
// that was left open still holds what was typed on it.
const session = document.querySelector('[data-expires]');
const warning = document.querySelector('.app-session-warning');
if (session && warning) {
  const left = Date.parse(session.dataset.expires) - Date.now();
  const say = (text, inMs) =>
    setTimeout(
      () => {
        warning.textContent = text;
        document.body.classList.add('app-session-ending');
      },
      Math.max(0, inMs),
    );
  if (left > 0) say(warning.dataset.text, left - 5 * 60 * 1000);
  say(warning.dataset.over, left);
}
