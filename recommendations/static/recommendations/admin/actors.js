/* Moves an actor's row up: the order of the rows is the order of the actors. */
'use strict';
document.addEventListener('click', (event) => {
    const button = event.target.closest('.actor-up');
    if (!button) {
        return;
    }
    const row = button.closest('.actor-row');
    const above = row.previousElementSibling;
    if (above) {
        row.parentNode.insertBefore(row, above);
        button.focus();
    }
});
