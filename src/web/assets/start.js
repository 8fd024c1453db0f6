// Runs at the end of the package's module, in its scope. The class tells the stylesheet that the script is here.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
