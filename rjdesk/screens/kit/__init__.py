"""What all pages share: look, page, forms, dialogs, rows, icons, keys."""
