// Runs at the end of the package's module, in its scope. The class tells the stylesheet that the script is here.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// Five minutes before the session ends, says so; the paragraph on the page says it to everyone.
const session = document.querySelector('[data-expires]');
const warning = document.querySelector('.app-session-warning');
if (session && warning) {
  const left = Date.parse(session.dataset.expires) - Date.now();
  const warn = () => {
    warning.textContent = warning.dataset.text;
    warning.classList.add('app-session-warning--shown');
  };
  setTimeout(warn, Math.max(0, left - 5 * 60 * 1000));
}
