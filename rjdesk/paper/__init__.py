"""Paper: a form file and a sheet become the bytes of a PDF, a picture of a page, a print."""
