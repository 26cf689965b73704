"""What every chapter is made of: events, rulings, programmes, days, text. It imports no chapter."""
