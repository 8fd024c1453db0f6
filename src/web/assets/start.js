// Appended to govuk-frontend's module and runs in its scope. The class tells the stylesheet that scripts run.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// Warns five minutes before the session ends, and again when it has ended: an open page still has what was typed on it.
const session = document.querySelector('[data-left]');
const warning = document.querySelector('.app-session-warning');
if (session && warning) {
  const left = Number(session.dataset.left);
  const stay = session.querySelector('.app-session-stay');
  const say = (text, inMs, link) =>
    setTimeout(
      () => {
        warning.replaceChildren(text, ...(link ? [' ', link.cloneNode(true)] : []));
        document.body.classList.add('app-session-ending');
      },
      Math.max(0, inMs),
    );
  if (left > 0) say(warning.dataset.text, left - 5 * 60 * 1000, stay);
  say(warning.dataset.over, left);
}
