/* Rows copied from a spreadsheet fill the grid from the cell they are pasted into. */
'use strict';
document.addEventListener('paste', (event) => {
    const cell = event.target.closest('table.grid textarea');
    const text = event.clipboardData.getData('text/plain');
    if (!cell || !text.includes('\t') && !/\n./.test(text.trim())) {
        return;
    }
    event.preventDefault();
    const rows = Array.from(cell.closest('tbody').rows);
    const fields = (row) => Array.from(row.querySelectorAll('textarea, select'));
    const top = rows.indexOf(cell.closest('tr'));
    const left = fields(rows[top]).indexOf(cell);
    parse(text).forEach((values, down) => {
        if (rows[top + down]) {
            const targets = fields(rows[top + down]);
            values.forEach((value, right) => fill(targets[left + right], value));
        }
    });

    function fill(field, value) {
        if (!field) {
            return;
        }
        if (field.tagName === 'SELECT') {
            const option = Array.from(field.options).find((each) => each.text === value.trim() || each.value === value.trim());
            field.value = option ? option.value : '';
        } else {
            field.value = value;
        }
    }

    function parse(whole) {
        const found = [['']];
        let quoted = false;
        const body = whole.replace(/\r\n?/g, '\n').replace(/\n$/, '');
        for (let at = 0; at < body.length; at += 1) {
            const row = found[found.length - 1];
            const sign = body[at];
            if (quoted && sign === '"' && body[at + 1] === '"') {
                row[row.length - 1] += '"';
                at += 1;
            } else if (sign === '"' && (quoted || row[row.length - 1] === '')) {
                quoted = !quoted;
            } else if (!quoted && sign === '\t') {
                row.push('');
            } else if (!quoted && sign === '\n') {
                found.push(['']);
            } else {
                row[row.length - 1] += sign;
            }
        }
        return found;
    }
});
